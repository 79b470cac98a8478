import { Inject, Injectable, Logger } from '@nestjs/common';
import { equals } from '@max/kernel';
import { bySystem, Decisions } from '@max/kernel/server';
import { payoutStream } from '@max/payouts/contracts';
import { payout } from '@max/payouts/domain';

import { PayoutOutcomes } from '../outcomes/payout-outcomes';
import {
  PAYMENT_PROVIDER,
  ProviderUnavailable,
  type PaymentProvider,
  type ProviderNews,
} from '../payment-port/payment-provider';

import { NewsDoNotFit } from './errors';

/** What the provider tells by itself. It may come twice, late, or before our own record of having sent it. */
@Injectable()
export class PayoutNews {
  private readonly log = new Logger('payouts');

  constructor(
    private readonly decisions: Decisions,
    private readonly outcomes: PayoutOutcomes,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  /** Returns when the outcome is on disk. @throws NewsDoNotFit, ProviderUnavailable: the provider tells it again */
  async take({ eventId, at, payoutId, amount, currency, payout: told }: ProviderNews): Promise<void> {
    const { state: known } = await this.decisions.load(payout, payoutStream(payoutId));
    if (known.status === 'none' || known.status === 'skipped') {
      this.log.warn(`news ${eventId} are about a payout that was never requested here`);
      return;
    }
    if (known.currency !== currency || !equals(known.amount, amount)) {
      throw new NewsDoNotFit(`${known.amount} ${known.currency}`, `${amount} ${currency}`);
    }
    const context = bySystem('stripe', new Date(), eventId);
    if (known.sent) return this.outcomes.recordEnd(payoutId, told, at, context);
    const { transfer } = await this.provider.find(payoutId);
    if (!transfer) throw new ProviderUnavailable('it tells of a payout without its transfer');
    await this.outcomes.record(payoutId, transfer, told, at, context);
  }
}
