/** Why a payee gets nothing in a batch, in words that the payee reads. */
export const SKIP_REASONS = {
  'no-payout-method': 'Tell us how to pay you: there is no payout method yet.',
  'no-account-in-currency': 'None of your bank accounts takes this currency: add one.',
  'below-minimum': 'The balance is below the smallest amount that is paid out.',
  'nothing-payable': 'There is nothing to pay in this currency.',
  'negative-balance': 'A correction has taken back more than the balance; what comes next is set off against it first.',
  'not-enough-credited': 'The amount was no longer available when the batch was paid.',
} as const;

export type SkipReason = keyof typeof SKIP_REASONS;
export const isSkipReason = (text: string): text is SkipReason => Object.hasOwn(SKIP_REASONS, text);
