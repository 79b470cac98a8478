import { amount, balances, currency, isZero, type Posting } from '@max/kernel';

import type { BookedStatement } from './commands';
import { ownPostings, withReversal } from './own-postings';

const USD = currency('USD');
const booking = (value: string): Posting[] => [
  { account: 'payee:ann', currency: USD, amount: amount(value) },
  { account: 'receivable:x', currency: USD, amount: amount(`-${value}`) },
];
const asBooked = (postings: Posting[]) => ({ postings }) as Pick<BookedStatement, 'postings'> as BookedStatement;
const sums = (account: string, ...events: Posting[][]) =>
  balances(events.flat().filter((posting) => posting.account === account)).get(USD);

it('a correction of a correction leaves only the last', () => {
  const first = booking('10.00');
  const second = withReversal(booking('12.50'), ownPostings(asBooked(first), []));
  const secondOwn = ownPostings(asBooked(second), first);
  expect(secondOwn).toEqual(booking('12.50'));
  const third = withReversal(booking('7.00'), secondOwn);
  expect(sums('payee:ann', first, second)).toBe('12.50');
  expect(sums('payee:ann', first, second, third)).toBe('7.00');
  for (const postings of [first, second, third])
    for (const sum of balances(postings).values()) expect(isZero(sum)).toBe(true);
});
