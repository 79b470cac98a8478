import { add, amount, compare, type Amount } from '@max/kernel';
import { dateText, type BalanceDto, type EarningDto, type PayoutDto } from '@max/web';

const ZERO = amount('0');

/** The currency to speak of first: the one with most money available, else the one earned in most, else US dollars. */
export const leadCurrency = (balances: readonly BalanceDto[], earnings: readonly EarningDto[]): string => {
  const richest = [...balances].sort((a, b) => compare(amount(b.available), amount(a.available)))[0];
  if (richest !== undefined && compare(amount(richest.available), ZERO) > 0) return richest.currency;
  return earnings[0]?.currency ?? richest?.currency ?? 'USD';
};

export const earnedIn = (earnings: readonly EarningDto[], currency: string): Amount =>
  earnings.filter((e) => e.currency === currency).reduce((sum, e) => add(sum, amount(e.amount)), ZERO);

/** What was earned in each currency, the largest sum first. */
export const earnedByCurrency = (earnings: readonly EarningDto[]): { amount: Amount; currency: string }[] =>
  [...new Set(earnings.map((e) => e.currency))]
    .map((currency) => ({ currency, amount: earnedIn(earnings, currency) }))
    .sort((a, b) => compare(b.amount, a.amount));

/** Is there at least one smallest unit of it? What is less stays on the account and need not be shown first. */
export const isPayable = ({ amount: available }: { readonly amount: string }): boolean =>
  compare(amount(available), amount('0.01')) >= 0;

/** When money comes next, in one sentence that promises only what is known. */
export const nextPayment = (payouts: readonly PayoutDto[], balance: BalanceDto | undefined): string => {
  const moving = payouts.find((p) => p.state === 'in-transit' || p.state === 'pending' || p.state === 'unknown');
  if (moving?.state === 'in-transit' && moving.arrivalDate)
    return `On its way, at your bank by ${dateText(moving.arrivalDate)}.`;
  if (moving !== undefined) return 'A payment to you is on its way.';
  if (balance !== undefined && compare(amount(balance.available), ZERO) > 0)
    return 'Goes into the next payout batch; you will see it here once it is approved.';
  return 'Nothing is waiting to be paid.';
};
