import { Decimal128 } from 'bson';

import { typeMismatch } from '../errors.js';
import {
  addDecimals,
  type Decimal,
  decimalOfDouble,
  divideDecimals,
  multiplyDecimals,
  parseDecimal,
  toDecimal128,
} from './decimal.js';
import { typeName } from './values.js';

/** int32 and double are numbers, int64 is a bigint, decimal is exact to 34 digits. */
export type Numeric = number | bigint | Decimal128;

export const isNumeric = (value: unknown): value is Numeric =>
  typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal128;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

/** MongoDB's result types: decimal if one is decimal, else double if one is a fraction, else long or int. */
const combine =
  (
    name: string,
    onDecimals: (a: Decimal, b: Decimal) => Decimal,
    onLongs: (a: bigint, b: bigint) => bigint,
    onNumbers: (a: number, b: number) => number,
  ) =>
  (a: Numeric, b: Numeric): Numeric => {
    if (a instanceof Decimal128 || b instanceof Decimal128) return onDecimal128(a, b, onDecimals, onNumbers);
    if (typeof a === 'number' && typeof b === 'number') return onNumbers(a, b);
    if (isFraction(a) || isFraction(b)) return onNumbers(Number(a), Number(b));
    const result = onLongs(BigInt(a), BigInt(b));
    if (result < INT64_MIN || result > INT64_MAX) throw typeMismatch(`long overflow in ${name} of ${a} and ${b}`);
    return result;
  };

export const add = combine(
  'addition',
  addDecimals,
  (a, b) => a + b,
  (a, b) => a + b,
);
export const multiply = combine(
  'multiplication',
  multiplyDecimals,
  (a, b) => a * b,
  (a, b) => a * b,
);

/** The quotient is a double, or a decimal if one of the two is. */
export const divide = (a: Numeric, b: Numeric): Numeric =>
  a instanceof Decimal128 || b instanceof Decimal128
    ? onDecimal128(a, b, divideDecimals, (x, y) => x / y, true)
    : Number(a) / Number(b);

export const negate = (value: Numeric): Numeric =>
  typeof value === 'bigint' ? -value : typeof value === 'number' ? -value : multiply(value, -1);

const isFraction = (value: number | bigint): boolean => typeof value === 'number' && !Number.isInteger(value);

/** NaN and infinities go by the rules of doubles, everything else is exact. */
const onDecimal128 = (
  a: Numeric,
  b: Numeric,
  exactly: (a: Decimal, b: Decimal) => Decimal,
  roughly: (a: number, b: number) => number,
  divides = false,
): Decimal128 => {
  const [x, y] = [decimalOf(a), decimalOf(b)];
  if (x && y && !(divides && y.digits === 0n)) return toDecimal128(exactly(x, y));
  return Decimal128.fromString(String(roughly(Number(a.toString()), Number(b.toString()))));
};

/** The exact value; a double counts with the 15 digits MongoDB gives it. Undefined if it isn't finite. */
export const decimalOf = (value: Numeric): Decimal | undefined => {
  if (typeof value === 'bigint') return { digits: value, exponent: 0 };
  if (value instanceof Decimal128) return parseDecimal(value.toString());
  if (!Number.isFinite(value)) return undefined;
  return Number.isSafeInteger(value) ? decimalOfDouble(value) : parseDecimal(value.toPrecision(15));
};

/** Throws 14 TypeMismatch naming the operator if the value isn't a number. */
export const numericOrThrow = (value: unknown, operator: string): Numeric => {
  if (isNumeric(value)) return value;
  throw typeMismatch(`${operator} only supports numeric types, not ${typeName(value)}`);
};
