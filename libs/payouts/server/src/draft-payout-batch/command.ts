import { Command } from '@nestjs/cqrs';
import type { Currency, UserId } from '@max/kernel';
import type { CommandContext, Created } from '@max/kernel/server';

export class DraftPayoutBatch extends Command<Created> {
  constructor(
    readonly currency: Currency,
    /** Only these payees; undefined for everyone with a balance. */
    readonly payeeIds: readonly string[] | undefined,
    readonly by: UserId,
    readonly context: CommandContext,
  ) {
    super();
  }
}
