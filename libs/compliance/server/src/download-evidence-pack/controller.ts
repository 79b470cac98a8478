import { Controller, Get, Inject, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';

import { evidencePackStream } from '@max/compliance/contracts';
import { evidencePack, PackNotReady } from '@max/compliance/domain';
import type { SignedInUser } from '@max/identity/contracts';
import { Allow, Context, CurrentUser, Decisions, FILES, type CommandContext, type Files } from '@max/kernel/server';

@ApiTags('evidence')
@Controller('evidence-packs')
export class DownloadEvidencePackController {
  constructor(
    private readonly decisions: Decisions,
    @Inject(FILES) private readonly files: Files,
  ) {}

  /** The ZIP; every download is on record. */
  @Get(':id/download')
  @Allow('export', 'EvidencePack')
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(
    @Param('id') packId: string,
    @CurrentUser() user: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<StreamableFile> {
    const command = { type: 'download', packId, by: user.id } as const;
    const { state } = await this.decisions.decide(evidencePack, evidencePackStream(packId), command, context);
    if (state.status !== 'built') throw new PackNotReady(state.status);
    return new StreamableFile(await this.files.read(state.file), {
      type: 'application/zip',
      length: state.bytes,
      disposition: `attachment; filename="evidence-${state.payoutBatchId}.zip"`,
    });
  }
}
