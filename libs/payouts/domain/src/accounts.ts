import { balanced, negate, type Amount, type Currency, type PayeeId, type Posting } from '@max/kernel';

export const payeeAccount = (id: PayeeId): string => `payee:${id}`;
/** Money on its way: owed to nobody and not yet with the bank. */
export const CLEARING = 'clearing:payouts';
export const BANK = 'bank:stripe';

/** Takes `amount` off one account and gives it to another; sums to zero. */
export const move = (from: string, to: string, amount: Amount, currency: Currency): Posting[] => [
  ...balanced([
    { account: from, currency, amount: negate(amount) },
    { account: to, currency, amount },
  ]),
];
