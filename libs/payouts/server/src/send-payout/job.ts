import { Inject, Injectable } from '@nestjs/common';
import { bySystem, Decisions, type Job } from '@max/kernel/server';
import { payeeStream, payoutStream } from '@max/payouts/contracts';
import { payee, payout } from '@max/payouts/domain';

import { PayoutOutcomes } from '../outcomes/payout-outcomes';
import type { PayoutJob } from '../pay-approved-batches/process';
import { PAYMENT_PROVIDER, type PaymentProvider } from '../payment-port/payment-provider';

import { PaymentSteps } from './payment-steps';

/**
 * Sends one payout, at most once: it first looks whether the payout still waits to be sent, then asks the provider what is
 * there of it (an earlier run may have died half-way), and only then does what is missing.
 */
@Injectable()
export class SendPayout {
  constructor(
    private readonly decisions: Decisions,
    private readonly steps: PaymentSteps,
    private readonly outcomes: PayoutOutcomes,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  /** @throws ProviderUnavailable: the job is tried again */
  async run({ id, data: { payoutId } }: Job<PayoutJob>): Promise<void> {
    const { state: order } = await this.decisions.load(payout, payoutStream(payoutId));
    if (order.status !== 'requested') return;
    const context = bySystem('send-payout', new Date(), id);
    const found = await this.provider.find(payoutId);
    if (found.transfer && found.payout) {
      return this.outcomes.record(payoutId, found.transfer, found.payout, context.now.toISOString(), context);
    }
    const transfer = found.transfer ?? (await this.steps.transfer(order, await this.account(order.payeeId), context));
    if (transfer) await this.steps.payout(order, transfer, context);
  }

  private async account(payeeId: Parameters<typeof payeeStream>[0]): Promise<string> {
    const { state } = await this.decisions.load(payee, payeeStream(payeeId));
    if (state.status === 'none' || state.accountId === null) {
      throw new Error(`payee ${payeeId} has no account, but money was reserved`);
    }
    return state.accountId;
  }
}
