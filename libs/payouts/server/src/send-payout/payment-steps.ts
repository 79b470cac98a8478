import { Inject, Injectable } from '@nestjs/common';
import type { CommandContext } from '@max/kernel/server';
import type { RequestedPayout } from '@max/payouts/domain';

import { PayoutOutcomes } from '../outcomes/payout-outcomes';
import {
  PAYMENT_PROVIDER,
  type Answer,
  type PaymentProvider,
  type ProviderTransfer,
} from '../payment-port/payment-provider';

/** The two steps of a payment. Each records a refusal or a lost answer and then answers nothing to go on with. */
@Injectable()
export class PaymentSteps {
  constructor(
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
    private readonly outcomes: PayoutOutcomes,
  ) {}

  async transfer(
    order: RequestedPayout,
    accountId: string,
    context: CommandContext,
  ): Promise<ProviderTransfer | undefined> {
    return this.settle(order, 'transfer', await this.provider.transfer(order, accountId), context);
  }

  async payout(order: RequestedPayout, transfer: ProviderTransfer, context: CommandContext): Promise<void> {
    const made = await this.settle(order, 'payout', await this.provider.payout(order, transfer), context);
    if (made) await this.outcomes.record(order.payoutId, transfer, made, context.now.toISOString(), context);
  }

  private async settle<T>(
    { payoutId }: RequestedPayout,
    step: 'transfer' | 'payout',
    answer: Answer<T>,
    context: CommandContext,
  ): Promise<T | undefined> {
    switch (answer.kind) {
      case 'accepted':
        return answer.value;
      case 'refused': {
        const { code, reason } = answer;
        await this.outcomes.decide(payoutId, { type: 'record-failed', providerPayoutId: null, code, reason }, context);
        return undefined;
      }
      case 'unknown':
        await this.outcomes.decide(payoutId, { type: 'record-unknown', step, reason: answer.reason }, context);
        return undefined;
    }
  }
}
