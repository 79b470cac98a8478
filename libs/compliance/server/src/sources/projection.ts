import type { Amount, Currency, Posting } from '@max/kernel';
import { defineProjection, sortable, type RecordedEvent } from '@max/kernel/server';
import type { PayoutsEvent } from '@max/payouts/contracts';
import type { RoyaltiesEvent } from '@max/royalties/contracts';

/** One thing that moved a payee's money: a booked statement or a payout. Tells evidence which streams to read. */
export interface SourceView {
  readonly payeeId: string;
  readonly kind: 'statement' | 'payout';
  readonly stream: string;
  /** Statement or payout id. */
  readonly subjectId: string;
  /** Of the event that moved the money, as views sort it. */
  readonly position: string;
  /** What it did to the payee's account: a payout takes. */
  readonly amounts: readonly { readonly currency: Currency; readonly amount: Amount }[];
  readonly currencies: readonly Currency[];
  /** The payout failed or was returned: the payee has the money again. */
  readonly givenBack: boolean;
}

const PAYEE = 'payee:';

/** What an event's postings do to each payee. */
const byPayee = (postings: readonly Posting[]): Map<string, Posting[]> => {
  const found = new Map<string, Posting[]>();
  for (const posting of postings) {
    if (!posting.account.startsWith(PAYEE)) continue;
    const payeeId = posting.account.slice(PAYEE.length);
    found.set(payeeId, [...(found.get(payeeId) ?? []), posting]);
  }
  return found;
};

const sourceOf = (
  kind: SourceView['kind'],
  subjectId: string,
  payeeId: string,
  postings: readonly Posting[],
  { stream, position }: RecordedEvent,
): SourceView => ({
  payeeId,
  kind,
  stream,
  subjectId,
  position: sortable(position),
  amounts: postings.map(({ currency, amount }) => ({ currency, amount })),
  currencies: [...new Set(postings.map(({ currency }) => currency))],
  givenBack: false,
});

export const moneySources = defineProjection<SourceView, RoyaltiesEvent | PayoutsEvent>({
  name: 'money-sources',
  version: 1,
  critical: true,
  indexes: [{ fields: { payeeId: 1, position: 1 } }],
  on: {
    'royalties.statement-booked.v1': async (event, documents) => {
      const { statementId, postings } = event.data;
      for (const [payeeId, own] of byPayee(postings)) {
        await documents.change(`${payeeId}|${event.stream}`, () =>
          sourceOf('statement', statementId, payeeId, own, event),
        );
      }
    },
    'payouts.payout-requested.v1': async (event, documents) => {
      const { payeeId, payoutId, postings } = event.data;
      const own = byPayee(postings).get(payeeId) ?? [];
      await documents.change(`${payeeId}|${event.stream}`, () => sourceOf('payout', payoutId, payeeId, own, event));
    },
    'payouts.payout-failed.v1': ({ data, stream }, documents) =>
      documents.change(`${data.payeeId}|${stream}`, (source) => source && { ...source, givenBack: true }),
    'payouts.payout-returned.v1': ({ data, stream }, documents) =>
      documents.change(`${data.payeeId}|${stream}`, (source) => source && { ...source, givenBack: true }),
  },
});
