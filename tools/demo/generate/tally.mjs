import { format } from './decimal.mjs';

/**
 * Counts what a file holds while it is written, so that the demo can compare the product's answers with what is known.
 * Amounts are `decimal.mjs` values.
 */
export const makeTally = () => {
  const lines = { total: 0, accepted: 0, rejected: 0, unmatched: 0 };
  const totals = new Map();
  const held = new Map();
  const addTo = (sums, currency, amount) => sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  return {
    reject: () => {
      lines.total += 1;
      lines.rejected += 1;
    },
    /** @param {{amount: bigint, currency: string, unmatched?: boolean, agreed: boolean}} line `agreed`: a sheet divides it */
    accept: ({ amount, currency, unmatched = false, agreed }) => {
      lines.total += 1;
      lines.accepted += 1;
      if (unmatched) lines.unmatched += 1;
      addTo(totals, currency, amount);
      addTo(held, currency, unmatched || !agreed ? amount : 0n);
    },
    /** @returns {{lines: object, totals: {currency: string, amount: string, held: string, credited: string}[]}} */
    result: () => ({
      lines: { ...lines },
      totals: [...totals]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([currency, amount]) => {
          const kept = held.get(currency) ?? 0n;
          return { currency, amount: format(amount), held: format(kept), credited: format(amount - kept) };
        }),
    }),
  };
};
