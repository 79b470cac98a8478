import { compare, isNegative, isZero, newId, payable, type Amount, type Currency, type PayeeId } from '@max/kernel';
import type { PayoutLine, SkippedPayee, SkipReason } from '@max/payouts/contracts';

/** One payee who might be paid, with what is available. */
export interface Candidate {
  readonly payeeId: PayeeId;
  readonly available: Amount;
  readonly method: 'none' | 'other-currency' | 'fits';
}

export interface Choice {
  readonly lines: PayoutLine[];
  readonly skipped: SkippedPayee[];
}

/** Who is paid what: the available balance cut to the currency's smallest unit; the rest stays on the account. */
export const chooseLines = (candidates: readonly Candidate[], currency: Currency, minimum: Amount): Choice => {
  const choice: Choice = { lines: [], skipped: [] };
  for (const { payeeId, available, method } of [...candidates].sort(byPayee)) {
    const amount = payable({ amount: available, currency });
    const reason = skips(amount, available, method, minimum);
    if (reason === undefined) choice.lines.push({ payoutId: newId(), payeeId, amount });
    else choice.skipped.push({ payeeId, amount: available, reason });
  }
  return choice;
};

const byPayee = (a: Candidate, b: Candidate): number => (a.payeeId < b.payeeId ? -1 : 1);

const skips = (
  amount: Amount,
  available: Amount,
  method: Candidate['method'],
  minimum: Amount,
): SkipReason | undefined => {
  if (isNegative(available)) return 'negative-balance';
  if (isZero(amount)) return 'nothing-payable';
  if (compare(amount, minimum) < 0) return 'below-minimum';
  if (method === 'none') return 'no-payout-method';
  return method === 'fits' ? undefined : 'no-account-in-currency';
};
