import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { catalogImportStream } from '@max/catalog/contracts';
import { catalogImport } from '@max/catalog/domain';
import { created, Decisions, FILES, idFor, type Created, type Files } from '@max/kernel/server';

import { checkHeading } from '../catalogue-file/read-catalogue';

import { ReceiveImport } from './command';

/** Takes a stored file on; one whose heading does not fit is refused at once, everything else is the worker's. */
@CommandHandler(ReceiveImport)
export class ReceiveImportHandler implements ICommandHandler<ReceiveImport> {
  constructor(
    private readonly decisions: Decisions,
    @Inject(FILES) private readonly files: Files,
  ) {}

  async execute({ file: { sha256, bytes }, fileName, context }: ReceiveImport): Promise<Created> {
    await checkHeading(await this.files.localPath(sha256));
    const importId = idFor(context, 'import');
    const file = { importId, fileSha256: sha256, fileName, bytes };
    const stream = catalogImportStream(importId);
    return created(importId, await this.decisions.decide(catalogImport, stream, { type: 'receive', file }, context));
  }
}
