import { Injectable } from '@nestjs/common';
import type { PayoutId } from '@max/kernel';
import { Decisions, type CommandContext } from '@max/kernel/server';
import { payoutStream } from '@max/payouts/contracts';
import { payout, type PayoutCommand } from '@max/payouts/domain';

import type { ProviderPayout, ProviderTransfer } from '../payment-port/payment-provider';

/** Records what the provider says about a payout, however it was learnt; what is on record already changes nothing. */
@Injectable()
export class PayoutOutcomes {
  constructor(private readonly decisions: Decisions) {}

  /** Sent first, then how it ended: the record has the provider's ids before the outcome. */
  async record(
    payoutId: PayoutId,
    transfer: ProviderTransfer,
    made: ProviderPayout,
    at: string,
    context: CommandContext,
  ): Promise<void> {
    const { id: providerPayoutId, arrivalDate } = made;
    const sent = { type: 'record-sent', providerTransferId: transfer.id, providerPayoutId, arrivalDate } as const;
    await this.decide(payoutId, sent, context);
    await this.recordEnd(payoutId, made, at, context);
  }

  /** `at` is when it ended, ISO 8601. */
  async recordEnd(payoutId: PayoutId, made: ProviderPayout, at: string, context: CommandContext): Promise<void> {
    const { id: providerPayoutId, traceId, failure } = made;
    if (made.state === 'paid') {
      await this.decide(payoutId, { type: 'record-paid', providerPayoutId, traceId, paidAt: at }, context);
    }
    if (made.state === 'failed') {
      const { code, reason } = failure ?? { code: 'failed', reason: 'the provider gave no reason' };
      await this.decide(payoutId, { type: 'record-failed', providerPayoutId, code, reason }, context);
    }
  }

  async decide(payoutId: PayoutId, command: PayoutCommand, context: CommandContext): Promise<void> {
    await this.decisions.decide(payout, payoutStream(payoutId), command, context);
  }
}
