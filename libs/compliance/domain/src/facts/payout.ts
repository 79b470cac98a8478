import type { Amount, Currency } from '@max/kernel';

import type { PackedEvent } from '../pack/events-file';
import { Fields } from '../reading/fields';

export type PayoutOutcome = 'pending' | 'in-transit' | 'paid' | 'failed' | 'returned' | 'unknown' | 'skipped';

/** What the events say became of one payment, in their order. */
export interface PayoutStory {
  readonly payoutId: string;
  readonly outcome: PayoutOutcome;
  readonly batchId: string | null;
  readonly payeeId: string | null;
  readonly amount: Amount | null;
  readonly currency: Currency | null;
  readonly transferId: string | null;
  readonly bankPayoutId: string | null;
  readonly paidBankPayoutId: string | null;
  readonly traceId: string | null;
  readonly paidAt: string | null;
  readonly reason: string | null;
  readonly where: string;
}

const untold = (payoutId: string, where: string): PayoutStory => ({
  payoutId,
  outcome: 'pending',
  batchId: null,
  payeeId: null,
  amount: null,
  currency: null,
  transferId: null,
  bankPayoutId: null,
  paidBankPayoutId: null,
  traceId: null,
  paidAt: null,
  reason: null,
  where,
});

const PREFIX = 'payouts.payout-';

/** The stories of all payouts of which there are events. @throws Malformed */
export const payoutStories = (events: readonly PackedEvent[]): Map<string, PayoutStory> => {
  const stories = new Map<string, PayoutStory>();
  for (const { event, where } of events) {
    if (!event.type.startsWith(PREFIX) || event.type === 'payouts.payout-method-set.v1') continue;
    const fields = Fields.of(event.data, where);
    const payoutId = fields.text('payoutId');
    stories.set(payoutId, told(stories.get(payoutId) ?? untold(payoutId, where), event.type, fields));
  }
  return stories;
};

const told = (story: PayoutStory, type: string, fields: Fields): PayoutStory => {
  switch (type) {
    case 'payouts.payout-requested.v1':
      return { ...story, ...ordered(fields), outcome: 'pending', where: fields.where };
    case 'payouts.payout-skipped.v1':
      return { ...story, ...ordered(fields), outcome: 'skipped', reason: fields.text('reason'), where: fields.where };
    case 'payouts.payout-sent.v1': {
      const [transferId, bankPayoutId] = [fields.text('providerTransferId'), fields.text('providerPayoutId')];
      // news may come late: what was paid or has failed stays so
      const outcome = story.outcome === 'pending' || story.outcome === 'unknown' ? 'in-transit' : story.outcome;
      return { ...story, outcome, transferId, bankPayoutId, where: fields.where };
    }
    case 'payouts.payout-outcome-unknown.v1':
      return { ...story, outcome: 'unknown', reason: fields.text('reason'), where: fields.where };
    case 'payouts.payout-paid.v1': {
      const [traceId, paidAt] = [fields.textOrNull('traceId'), fields.text('paidAt')];
      const paidBankPayoutId = fields.text('providerPayoutId');
      return { ...story, outcome: 'paid', paidBankPayoutId, traceId, paidAt, where: fields.where };
    }
    case 'payouts.payout-failed.v1':
      return { ...story, outcome: 'failed', reason: fields.text('reason'), where: fields.where };
    case 'payouts.payout-returned.v1':
      return { ...story, outcome: 'returned', reason: fields.text('reason'), where: fields.where };
    default:
      return story;
  }
};

const ordered = (fields: Fields) => ({
  batchId: fields.text('batchId'),
  payeeId: fields.text('payeeId'),
  amount: fields.amount('amount'),
  currency: fields.currency('currency'),
});
