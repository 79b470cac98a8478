import { Controller, Get, Headers, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { formatVerifierKey, parseNote, verifyNote } from '@max/compliance/domain';
import { DomainError, hexOf } from '@max/kernel';
import { Allow } from '@max/kernel/server';

import { TransparencyLog } from '../transparency-log/transparency-log';

export class NoCheckpointYet extends DomainError {
  readonly type = 'no-checkpoint-yet';
  readonly kind = 'not-found';
  constructor() {
    super('no head of the log has been signed yet; the first comes within a minute of the first event');
  }
}

export class CheckpointAnswer {
  @ApiProperty() origin!: string;
  @ApiProperty({ description: 'events sealed' }) size!: number;
  @ApiProperty({ description: 'RFC 6962 root, hex' }) rootHash!: string;
  @ApiProperty({ type: String, nullable: true, description: 'when the witness cosigned it' }) at!: string | null;
  @ApiProperty({ description: 'C2SP signed note' }) note!: string;
  @ApiProperty() logKey!: string;
  @ApiProperty() witnessKey!: string;
}

@ApiTags('audit')
@Controller('audit/checkpoints')
export class CheckpointsController {
  constructor(private readonly log: TransparencyLog) {}

  /** The newest signed head of the log: the note itself as `text/plain`, or read out as JSON. */
  @Get('latest')
  @Allow('read', 'Checkpoint')
  @ApiProduces('application/json', 'text/plain')
  @ApiOkResponse({ type: CheckpointAnswer })
  async latest(
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CheckpointAnswer | string> {
    const [head, keys] = await Promise.all([this.log.head(), this.log.keys()]);
    if (!head || !keys) throw new NoCheckpointYet();
    void reply.header('cache-control', 'no-cache').header('vary', 'accept');
    if (/text\/plain/.test(accept ?? '') && !/application\/json/.test(accept ?? '')) {
      void reply.header('content-type', 'text/plain; charset=utf-8');
      return head.note;
    }
    const { origin, size, root } = head.checkpoint;
    const seen = verifyNote(parseNote(head.note), keys.witness);
    const at = seen.ok && seen.seconds !== null ? new Date(seen.seconds * 1000).toISOString() : null;
    const [logKey, witnessKey] = [formatVerifierKey(keys.log), formatVerifierKey(keys.witness)];
    return { origin, size, rootHash: hexOf(root), at, note: head.note, logKey, witnessKey };
  }
}
