import { Inject, Injectable } from '@nestjs/common';
import { bySystem, Decisions, type Job } from '@max/kernel/server';
import { payeeStream, payoutStream } from '@max/payouts/contracts';
import { payee, payout } from '@max/payouts/domain';

import { PayoutOutcomes } from '../outcomes/payout-outcomes';
import type { PayoutJob } from '../pay-approved-batches/process';
import { PAYMENT_PROVIDER, ProviderUnavailable, type PaymentProvider } from '../payment-port/payment-provider';

/**
 * After a payout has failed or come back: takes the money from the payee's account at the provider back to ours, and only
 * then makes it payable again. Otherwise the next batch would send a second transfer while the first still lies there.
 */
@Injectable()
export class ReclaimPayout {
  constructor(
    private readonly decisions: Decisions,
    private readonly outcomes: PayoutOutcomes,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  /** @throws ProviderUnavailable when the money isn't back: the job is tried again */
  async run({ id, data: { payoutId } }: Job<PayoutJob>): Promise<void> {
    const { state } = await this.decisions.load(payout, payoutStream(payoutId));
    if (state.status !== 'failed' && state.status !== 'returned') return;
    const context = bySystem('reclaim-payout', new Date(), id);
    const { transfer } = await this.provider.find(payoutId);
    if (transfer) {
      const reversed = transfer.reversalId === null ? await this.reverse(state.payoutId, transfer) : transfer;
      const providerReversalId = reversed.reversalId ?? '';
      const command = { type: 'record-reversed', providerTransferId: transfer.id, providerReversalId } as const;
      await this.outcomes.decide(payoutId, command, context);
    }
    const release = { type: 'release', payoutId, because: state.status } as const;
    await this.decisions.decide(payee, payeeStream(state.payeeId), release, context);
  }

  private async reverse(...[payoutId, transfer]: Parameters<PaymentProvider['reverse']>) {
    const answer = await this.provider.reverse(payoutId, transfer);
    if (answer.kind === 'accepted') return answer.value;
    throw new ProviderUnavailable(`transfer ${transfer.id} can't be taken back yet: ${answer.reason}`);
  }
}
