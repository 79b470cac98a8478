import { monthText, type Bar, type EarningDto, type FilterOption } from '@max/web';
import { add, amount, compare, type Amount } from '@max/kernel';

export const DIMENSIONS: readonly FilterOption[] = [
  { value: 'month', label: 'Month' },
  { value: 'service', label: 'Service' },
  { value: 'territory', label: 'Territory' },
  { value: 'track', label: 'Track' },
];

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

/** What a bar is called: a month and a country by name, the others as the server has them. */
export const earningLabel = (by: string, earning: EarningDto): string => {
  if (earning.key === null) return 'Not known';
  if (by === 'month') return monthText(earning.key);
  if (by === 'territory' && /^[A-Z]{2}$/.test(earning.key)) return REGIONS.of(earning.key) ?? earning.label;
  return earning.label;
};

/** Every currency in the answer, the one with most rows first. */
export const currenciesOf = (earnings: readonly EarningDto[]): string[] => {
  const counts = new Map<string, number>();
  for (const { currency } of earnings) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([currency]) => currency);
};

export const totalOf = (earnings: readonly EarningDto[], currency: string): Amount =>
  earnings.filter((e) => e.currency === currency).reduce((total, e) => add(total, amount(e.amount)), amount('0'));

/** Months in their order; everything else from the largest down. */
export const ordered = (by: string, earnings: readonly EarningDto[]): EarningDto[] =>
  [...earnings].sort((a, b) =>
    by === 'month' ? (a.key ?? '').localeCompare(b.key ?? '') : compare(amount(b.amount), amount(a.amount)),
  );

export const barsOf = (by: string, earnings: readonly EarningDto[], currency: string): Bar[] =>
  ordered(by, earnings)
    .filter((e) => e.currency === currency)
    .slice(by === 'month' ? -24 : 0, by === 'month' ? undefined : 12)
    .map((e) => ({ key: e.key ?? '', label: earningLabel(by, e), amount: e.amount }));
