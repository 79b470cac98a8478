import { Command } from '@nestjs/cqrs';
import type { PayeeId } from '@max/kernel';
import type { CommandContext, Written } from '@max/kernel/server';

import type { PayoutMethodInput } from './dto';

export class SetPayoutMethod extends Command<Written> {
  constructor(
    readonly payeeId: PayeeId,
    readonly method: PayoutMethodInput,
    readonly context: CommandContext,
    /** From where the payee's agreement to the provider's terms was given. */
    readonly ip: string,
  ) {
    super();
  }
}
