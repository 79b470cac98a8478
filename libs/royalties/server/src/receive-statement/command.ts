import { Command } from '@nestjs/cqrs';
import type { StatementId } from '@max/kernel';
import type { CommandContext, StoredFile } from '@max/kernel/server';
import type { StatementFormat } from '@max/royalties/contracts';

import type { Received } from './dto';

export class ReceiveStatement extends Command<Received> {
  constructor(
    readonly file: StoredFile,
    readonly fileName: string,
    readonly format: StatementFormat | null,
    readonly corrects: StatementId | null,
    readonly context: CommandContext,
  ) {
    super();
  }
}
