import type { Amount } from '@max/kernel';

import { text, type Row } from './duckdb';

/**
 * Sums that can't overflow unseen. An amount of up to 38 digits on either side of the point is kept as six signed
 * limbs of 18 digits (`i2 i1 i0 . f0 f1 f2`), each a BIGINT whose sum is a HUGEINT: 10^20 lines fit.
 */
const LIMB = 18;
const LIMBS = ['i2', 'i1', 'i0', 'f0', 'f1', 'f2'] as const;
const FRACTION_DIGITS = 3 * LIMB;

/** SQL for the limb columns of integer digits `ip` (no leading zeros), fraction digits `fp` and flag `neg`. */
export const limbColumns = (ip: string, fp: string, neg: string): string => {
  const digits = (sql: string): string =>
    `coalesce(try_cast(${sql} AS BIGINT), 0) * (CASE WHEN ${neg} THEN -1 ELSE 1 END)`;
  const int = (from: number): string =>
    `CASE WHEN length(${ip}) > ${from} THEN right(left(${ip}, length(${ip}) - ${from}), ${LIMB}) END`;
  const fraction = (from: number): string =>
    `CASE WHEN length(${fp}) > ${from} THEN rpad(substr(${fp}, ${from + 1}, ${LIMB}), ${LIMB}, '0') END`;
  return [
    `${digits(int(2 * LIMB))} AS i2`,
    `${digits(int(LIMB))} AS i1`,
    `${digits(int(0))} AS i0`,
    `${digits(fraction(0))} AS f0`,
    `${digits(fraction(LIMB))} AS f1`,
    `${digits(fraction(2 * LIMB))} AS f2`,
  ].join(', ');
};

/** SQL for the sums of the limbs and the largest scale of the `amount` column. */
export const limbSums = (): string =>
  [
    ...LIMBS.map((limb) => `coalesce(sum(${limb}), 0)::VARCHAR AS ${limb}`),
    `coalesce(max(length(split_part(amount, '.', 2))), 0)::INTEGER AS scale`,
  ].join(', ');

/** In units of 10^-54. */
const unitsOf = (row: Row): bigint => {
  const base = 10n ** BigInt(LIMB);
  return LIMBS.reduce((units, limb) => units * base + BigInt(text(row, limb)), 0n);
};

/** The exact sum, written with `scale` decimals. @throws RangeError when digits would be cut */
export const exactSum = (row: Row, scale: number): Amount => {
  const units = unitsOf(row);
  const cut = 10n ** BigInt(FRACTION_DIGITS - scale);
  if (units % cut !== 0n) throw new RangeError(`a sum has more than ${scale} decimals`);
  return formatUnits(units / cut, scale);
};

/** `-12345` units of scale 3 as `-12.345`. */
export const formatUnits = (units: bigint, scale: number): Amount => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale === 0 ? '' : `.${digits.slice(digits.length - scale)}`;
  return `${units < 0n ? '-' : ''}${whole}${fraction}` as Amount;
};
