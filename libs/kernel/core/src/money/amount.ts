import Big from 'big.js';

import type { Branded } from '../ids';

/**
 * An exact decimal in plain notation, of any precision: `-12.345600`. Never a JavaScript number, never an exponent.
 * @pattern ^-?\d+(\.\d+)?$
 */
export type Amount = Branded<'Amount'>;

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** @throws TypeError when the text is not a plain decimal (no exponent, no sign but minus, no grouping) */
export const amount = (text: string): Amount => {
  if (!PLAIN_DECIMAL.test(text)) throw new TypeError(`not a plain decimal amount: ${text.slice(0, 80)}`);
  return text as Amount;
};

export const ZERO = amount('0');

/** Digits after the point as written: `12.3400` has 4. */
export const scaleOf = (value: Amount): number => value.split('.')[1]?.length ?? 0;

const plain = (value: Big, scale: number): Amount => {
  const text = value.toFixed(scale);
  return (/^-0(\.0+)?$/.test(text) ? text.slice(1) : text) as Amount;
};

const widest = (...values: Amount[]): number => values.reduce((scale, value) => Math.max(scale, scaleOf(value)), 0);

/** Exact; the result keeps the larger of the two scales. */
export const add = (a: Amount, b: Amount): Amount => plain(Big(a).plus(b), widest(a, b));

/** Exact; the result keeps the larger of the two scales. */
export const subtract = (a: Amount, b: Amount): Amount => plain(Big(a).minus(b), widest(a, b));

/** Exact: the result has as many decimals as both factors together. */
export const multiply = (a: Amount, b: Amount): Amount => plain(Big(a).times(b), scaleOf(a) + scaleOf(b));

export const negate = (value: Amount): Amount => plain(Big(value).neg(), scaleOf(value));

export const sum = (values: Iterable<Amount>): Amount => {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
};

/** Negative, zero or positive, as for Array.sort; by value, so `1.0` equals `1.00`. */
export const compare = (a: Amount, b: Amount): -1 | 0 | 1 => Big(a).cmp(b) as -1 | 0 | 1;

export const equals = (a: Amount, b: Amount): boolean => compare(a, b) === 0;
export const isZero = (value: Amount): boolean => Big(value).eq(0);
export const isNegative = (value: Amount): boolean => Big(value).lt(0);

/** The same value with exactly `scale` decimals, cut towards zero. */
export const truncate = (value: Amount, scale: number): Amount => plain(Big(value).round(scale, Big.roundDown), scale);

/** The same value written with at least `scale` decimals; nothing is ever cut. */
export const withScale = (value: Amount, scale: number): Amount => plain(Big(value), Math.max(scale, scaleOf(value)));
