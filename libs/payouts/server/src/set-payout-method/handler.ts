import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, written, type Written } from '@max/kernel/server';
import { payeeStream } from '@max/payouts/contracts';
import { NoSuchPayee, payee } from '@max/payouts/domain';

import { SetPayoutMethod } from './command';
import { ProviderAccounts } from './provider-accounts';

/** Tells the provider how the payee is paid, and records that it was said. */
@CommandHandler(SetPayoutMethod)
export class SetPayoutMethodHandler implements ICommandHandler<SetPayoutMethod> {
  constructor(
    private readonly decisions: Decisions,
    private readonly accounts: ProviderAccounts,
  ) {}

  async execute({ payeeId, method, context, ip }: SetPayoutMethod): Promise<Written> {
    const { state } = await this.decisions.load(payee, payeeStream(payeeId));
    if (state.status === 'none') throw new NoSuchPayee();
    const agreed = { on: context.now.toISOString().slice(0, 10), ip };
    const account = await this.accounts.open(payeeId, state.accountId, method, agreed);
    const command = { type: 'set-payout-method', provider: 'stripe', ...account } as const;
    return written(await this.decisions.decide(payee, payeeStream(payeeId), command, context));
  }
}
