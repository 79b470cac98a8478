import { sum, type Amount, type Posting } from '@max/kernel';

import { Fields } from '../reading/fields';
import type { SealedEvent } from '../sealing/sealed-event';

/** The ledger postings that an event carries, of whatever context; none when it moves no money. @throws Malformed */
export const postingsOf = ({ data }: SealedEvent, where: string): Posting[] => {
  const fields = Fields.of(data, where);
  return fields.has('postings')
    ? fields.each('postings', (posting) => ({
        account: posting.text('account'),
        currency: posting.currency('currency'),
        amount: posting.amount('amount'),
      }))
    : [];
};

export const payeeAccount = (payeeId: string): string => `payee:${payeeId}`;

/** What the postings do to one account in one currency: credits are positive. */
export const netOf = (postings: readonly Posting[], account: string, currency: string): Amount =>
  sum(postings.filter((p) => p.account === account && p.currency === currency).map((p) => p.amount));
