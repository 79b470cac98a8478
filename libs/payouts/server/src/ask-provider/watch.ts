import { Inject, Injectable, Logger } from '@nestjs/common';
import type { PayoutId } from '@max/kernel';
import { bySystem, Decisions, JOBS, Views, type CommandContext, type Jobs, type WithId } from '@max/kernel/server';
import { payoutStream } from '@max/payouts/contracts';
import { payout, type RequestedPayout } from '@max/payouts/domain';

import { PAYOUT_RULES, type PayoutRules } from '../config/payout-rules';
import { PayoutOutcomes } from '../outcomes/payout-outcomes';
import { RECLAIM_PAYOUT, SEND_PAYOUT } from '../pay-approved-batches/process';
import { PAYMENT_PROVIDER, type PaymentProvider } from '../payment-port/payment-provider';
import { payouts, type PayoutView } from '../payouts/projection';
import { PaymentSteps } from '../send-payout/payment-steps';

const PAGE = 200;
export const ASK_PAYOUT = 'ask-payout';

/** Looks after payouts of which there is no news: asks the provider, and never sends anything twice. */
@Injectable()
export class PayoutWatch {
  private readonly log = new Logger('payouts');

  constructor(
    private readonly decisions: Decisions,
    private readonly views: Views,
    private readonly outcomes: PayoutOutcomes,
    private readonly steps: PaymentSteps,
    @Inject(JOBS) private readonly jobs: Jobs,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
    @Inject(PAYOUT_RULES) private readonly rules: PayoutRules,
  ) {}

  /** One round over all that are quiet. What fails for one payout is logged and tried again in the next round. */
  async round(now: Date): Promise<void> {
    const quietSince = { changedAt: { $lt: new Date(now.getTime() - this.rules.quietMs).toISOString() } };
    const filter = {
      $or: [
        { state: 'unknown' },
        { state: { $in: ['pending', 'in-transit'] }, ...quietSince },
        { state: { $in: ['failed', 'returned'] }, moneyBack: false, ...quietSince },
      ],
    };
    let after: string | undefined;
    do {
      const sort = { field: 'changedAt', direction: 1 } as const;
      const { items, next } = await this.views.page(payouts, { filter, sort, after, limit: PAGE });
      for (const item of items) {
        await this.look(item, now).catch((error: unknown) => this.log.warn(`payout ${item.id}: ${String(error)}`));
      }
      after = next ?? undefined;
    } while (after !== undefined);
  }

  /** Asks what became of one payout that is quiet on its way. */
  async askAbout(payoutId: PayoutId, context: CommandContext): Promise<void> {
    const { state: order } = await this.decisions.load(payout, payoutStream(payoutId));
    if (order.status === 'in-transit') await this.ask(order, context.now.toISOString(), context);
  }

  private async look({ payoutId, changedAt }: WithId<PayoutView>, now: Date): Promise<void> {
    const { state: order } = await this.decisions.load(payout, payoutStream(payoutId));
    // the id makes it one job in each quiet time, however many rounds and workers there are
    const again = `${payoutId}-${Math.floor(now.getTime() / this.rules.quietMs)}`;
    switch (order.status) {
      case 'requested': // its job has used up its attempts
        return this.jobs.add(SEND_PAYOUT, again, { payoutId });
      case 'failed':
      case 'returned':
        return this.jobs.add(RECLAIM_PAYOUT, again, { payoutId });
      case 'in-transit':
        return this.jobs.add(ASK_PAYOUT, again, { payoutId });
      case 'unknown':
        return this.ask(order, changedAt, bySystem('payout-watch', now, payoutId));
      default:
        return;
    }
  }

  private async ask(order: RequestedPayout, since: string, context: CommandContext): Promise<void> {
    const { payoutId } = order;
    const { transfer, payout: made } = await this.provider.find(payoutId);
    if (transfer && made) {
      return this.outcomes.record(payoutId, transfer, made, context.now.toISOString(), context);
    }
    if (order.status !== 'unknown') return;
    // the first step is there and the second was never asked for: it is no repetition
    if (transfer && order.unknownStep === 'transfer') return this.steps.payout(order, transfer, context);
    if (context.now.getTime() - Date.parse(since) < this.rules.neverArrivedMs) return;
    const reason = 'the request never arrived at the payment provider';
    const command = { type: 'record-failed', providerPayoutId: null, code: 'never-arrived', reason } as const;
    await this.outcomes.decide(payoutId, command, context);
  }
}
