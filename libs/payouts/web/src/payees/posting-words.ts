import { eventWords, type PostingDto } from '@max/web';

const WORDS: Readonly<Record<string, string>> = {
  'royalties.statement-booked': 'Earnings booked from a statement',
  'payouts.payout-requested': 'Set aside for a payout',
  'payouts.payout-paid': 'Paid out',
  'payouts.payout-failed': 'Payout failed: back on the account',
  'payouts.payout-returned': 'Returned by the bank: back on the account',
};

/** Why money came or went, as the payee would say it. */
export const postingWords = (posting: PostingDto): string =>
  WORDS[posting.type.replace(/\.v\d+$/, '')] ?? eventWords({ type: posting.type, data: null });
