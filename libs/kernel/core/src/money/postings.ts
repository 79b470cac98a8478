import { DomainError } from '../decider/domain-error';

import { add, isZero, ZERO, type Amount } from './amount';
import type { Currency } from './currency';

/**
 * One line of a double entry. Credits are positive, debits negative: a payee's account with a positive balance is
 * money owed to the payee. Accounts are `<kind>:<id>`, such as `payee:…`, `suspense:…`, `receivable:…`, `clearing:…`.
 */
export interface Posting {
  readonly account: string;
  readonly currency: Currency;
  readonly amount: Amount;
}

export class UnbalancedPostings extends DomainError {
  readonly type = 'unbalanced-postings';
  readonly kind = 'invalid';
  constructor(currency: string, difference: string) {
    super(`postings in ${currency} do not sum to zero: ${difference} is left`, { currency, difference });
  }
}

/** Sums per currency. */
export const balances = (postings: Iterable<Posting>): Map<Currency, Amount> => {
  const sums = new Map<Currency, Amount>();
  for (const { currency, amount } of postings) sums.set(currency, add(sums.get(currency) ?? ZERO, amount));
  return sums;
};

/** @throws UnbalancedPostings when a currency does not sum to zero */
export const balanced = (postings: readonly Posting[]): readonly Posting[] => {
  for (const [currency, difference] of balances(postings)) {
    if (!isZero(difference)) throw new UnbalancedPostings(currency, difference);
  }
  return postings;
};
