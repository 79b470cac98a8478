/** What the bank makes of a payout: `returned` is paid first and sent back five banking days later. */
export type Outcome =
  | { readonly kind: 'paid' }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'returned'; readonly code: string };

/** The next step of a payout that isn't at its end. Times are the simulator's, in milliseconds. */
export interface PayoutPlan {
  readonly outcome: Outcome;
  readonly next: 'in_transit' | 'paid' | 'failed';
  readonly dueAt: number;
}

// The account numbers, without leading zeros, that Stripe documents at https://docs.stripe.com/connect/testing; the last is
// the simulator's own, since Stripe has none for a payout that comes back after it was paid.
const BY_NUMBER: Readonly<Record<string, Outcome>> = {
  '111111116': { kind: 'failed', code: 'no_account' },
  '111111113': { kind: 'failed', code: 'account_closed' },
  '222222227': { kind: 'failed', code: 'insufficient_funds' },
  '333333335': { kind: 'failed', code: 'debit_not_authorized' },
  '444444440': { kind: 'failed', code: 'invalid_currency' },
  '555555559': { kind: 'returned', code: 'account_closed' },
};
// … and the endings of the test IBANs
const BY_IBAN_ENDING: Readonly<Record<string, Outcome>> = {
  '13001': { kind: 'failed', code: 'no_account' },
  '13002': { kind: 'failed', code: 'account_closed' },
  '13003': { kind: 'failed', code: 'insufficient_funds' },
  '13004': { kind: 'failed', code: 'debit_not_authorized' },
  '13005': { kind: 'failed', code: 'invalid_currency' },
  '13009': { kind: 'returned', code: 'account_closed' },
};

/** Stripe's words for the codes: https://docs.stripe.com/api/payouts/failures */
export const FAILURES: Readonly<Record<string, string>> = {
  no_account:
    'The bank account details on file are probably incorrect. No bank account could be located with those details.',
  account_closed: 'The bank account has been closed.',
  account_frozen: 'The bank account has been frozen.',
  insufficient_funds: 'Your Stripe account has insufficient funds to cover the payout.',
  debit_not_authorized: 'Debit transactions are not approved on the bank account.',
  invalid_currency: 'The bank was unable to process this payout because of its currency.',
  could_not_process: 'The bank could not process this payout.',
};

export const outcomeOf = (accountNumber: string): Outcome =>
  (/^\d+$/.test(accountNumber)
    ? BY_NUMBER[accountNumber.replace(/^0+/, '')]
    : BY_IBAN_ENDING[accountNumber.slice(-5)]) ?? { kind: 'paid' };
