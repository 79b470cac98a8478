import { Inject, ServiceUnavailableException } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { currency, type PayeeId } from '@max/kernel';
import { Decisions, written, type Written } from '@max/kernel/server';
import { payeeStream } from '@max/payouts/contracts';
import { NoSuchPayee, payee } from '@max/payouts/domain';

import {
  PAYMENT_PROVIDER,
  ProviderUnavailable,
  type Answer,
  type PaymentProvider,
  type ProviderAccount,
} from '../payment-port/payment-provider';

import { SetPayoutMethod } from './command';
import type { PayoutMethodInput } from './dto';
import { PayoutMethodMissing, PayoutMethodRefused } from './errors';

/** Tells the provider how the payee is paid, and records only the provider's ids: bank details stay there. */
@CommandHandler(SetPayoutMethod)
export class SetPayoutMethodHandler implements ICommandHandler<SetPayoutMethod> {
  constructor(
    private readonly decisions: Decisions,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  async execute({ payeeId, method, context, ip }: SetPayoutMethod): Promise<Written> {
    const { state } = await this.decisions.load(payee, payeeStream(payeeId));
    if (state.status === 'none') throw new NoSuchPayee();
    const agreed = { on: context.now.toISOString().slice(0, 10), ip };
    const answer = await this.ask(payeeId, state.accountId, method, agreed).catch(unavailable);
    if (answer.kind === 'refused') throw new PayoutMethodRefused(answer.code, answer.reason);
    if (answer.kind === 'unknown') throw new ServiceUnavailableException(TRY_AGAIN);
    const command = { type: 'set-payout-method', provider: 'stripe', ...answer.value } as const;
    return written(await this.decisions.decide(payee, payeeStream(payeeId), command, context));
  }

  private async ask(
    payeeId: PayeeId,
    known: string | null,
    { accountId, country, currency: code, accountNumber, routingNumber, holderName }: PayoutMethodInput,
    agreed: { on: string; ip: string },
  ): Promise<Answer<ProviderAccount>> {
    if (accountId !== undefined) return this.provider.checkAccount(accountId);
    if (country === undefined || code === undefined || accountNumber === undefined) throw new PayoutMethodMissing();
    const bank = { country, currency: currency(code), accountNumber, routingNumber, holderName, agreed };
    return this.provider.ensureAccount(payeeId, known, bank);
  }
}

// repeating is safe: the provider opens one account for the same request
const TRY_AGAIN = { type: 'payment-provider-unavailable', message: 'the payment provider did not answer; try again' };

const unavailable = (error: unknown): never => {
  if (error instanceof ProviderUnavailable) throw new ServiceUnavailableException(TRY_AGAIN, { cause: error });
  throw error;
};
