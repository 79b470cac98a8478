import { Command } from '@nestjs/cqrs';
import type { CommandContext, Created, StoredFile } from '@max/kernel/server';

export class ReceiveImport extends Command<Created> {
  constructor(
    readonly file: StoredFile,
    readonly fileName: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
