import { Command } from '@nestjs/cqrs';
import type { StatementId } from '@max/kernel';
import type { CommandContext, Written } from '@max/kernel/server';

export class BookStatement extends Command<Written> {
  constructor(
    readonly statementId: StatementId,
    readonly context: CommandContext,
  ) {
    super();
  }
}
