import type { Amount, Currency, PayeeId, Posting } from '@max/kernel';
import { defineProjection, sortable, type Documents, type RecordedEvent } from '@max/kernel/server';
import type { PayoutsEvent } from '@max/payouts/contracts';
import { payeeAccount, type RoyaltiesEvent } from '@max/royalties/contracts';

/** One line of a payee's account: what an event credited (positive) or took (negative). */
export interface PostingView {
  readonly payeeId: string;
  readonly at: string;
  readonly type: string;
  /** Id of the statement or payout that it came from. */
  readonly reference: string;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly position: string;
}

const PREFIX = payeeAccount('' as PayeeId);

const post = async (
  event: RecordedEvent,
  reference: string,
  postings: readonly Posting[],
  documents: Documents<PostingView>,
): Promise<void> => {
  for (const [index, { account, amount, currency }] of postings.entries()) {
    if (!account.startsWith(PREFIX)) continue;
    await documents.change(`${event.id}-${index}`, () => ({
      payeeId: account.slice(PREFIX.length),
      at: event.metadata.occurredAt,
      type: event.type,
      reference,
      amount,
      currency,
      position: sortable(event.position),
    }));
  }
};

export const postings = defineProjection<PostingView, RoyaltiesEvent | PayoutsEvent>({
  name: 'payee-postings',
  version: 1,
  critical: true,
  indexes: [{ fields: { payeeId: 1, position: -1, _id: -1 } }],
  on: {
    'royalties.statement-booked.v1': (event, documents) =>
      post(event, event.data.statementId, event.data.postings, documents),
    'payouts.payout-requested.v1': (event, documents) =>
      post(event, event.data.payoutId, event.data.postings, documents),
    'payouts.payout-failed.v1': (event, documents) => post(event, event.data.payoutId, event.data.postings, documents),
    'payouts.payout-returned.v1': (event, documents) =>
      post(event, event.data.payoutId, event.data.postings, documents),
  },
});
