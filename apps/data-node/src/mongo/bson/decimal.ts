import { Decimal128 } from 'bson';

/** An exact decimal: `digits × 10^exponent`. */
export interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

/** The precision of IEEE 754 decimal128. */
const PRECISION = 34;
const PATTERN = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Exact value of a decimal numeral such as `-12.50` or `1E+3`; undefined for `NaN`, `Infinity` and anything else. */
export const parseDecimal = (text: string): Decimal | undefined => {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = BigInt(whole + fraction);
  return { digits: sign ? -digits : digits, exponent: Number(exponent) - fraction.length };
};

/** The exact value of a finite double, as the decimal its binary digits stand for. */
export const decimalOfDouble = (value: number): Decimal => {
  let power = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    power += 1;
  }
  // value = scaled / 2^power = scaled × 5^power / 10^power
  return { digits: BigInt(scaled) * 5n ** BigInt(power), exponent: -power };
};

export const compareDecimals = (a: Decimal, b: Decimal): number => {
  const [x, y] = align(a, b);
  return x < y ? -1 : x > y ? 1 : 0;
};

export const addDecimals = (a: Decimal, b: Decimal): Decimal => {
  const [x, y, exponent] = align(a, b);
  return { digits: x + y, exponent };
};

export const multiplyDecimals = (a: Decimal, b: Decimal): Decimal => ({
  digits: a.digits * b.digits,
  exponent: a.exponent + b.exponent,
});

/** Quotient to 34 significant digits. The divisor isn't zero. */
export const divideDecimals = (a: Decimal, b: Decimal): Decimal => {
  const shift = Math.max(0, PRECISION + 2 + digitCount(b.digits) - digitCount(a.digits));
  const scaled = a.digits * 10n ** BigInt(shift);
  const quotient = scaled / b.digits;
  // A sticky digit keeps the later rounding half-to-even right when the division doesn't come out.
  const sticky = scaled % b.digits === 0n ? 0n : scaled < 0n === b.digits < 0n ? 1n : -1n;
  return strip({ digits: quotient * 10n + sticky, exponent: a.exponent - b.exponent - shift - 1 });
};

/** Decimal128 of the value, rounded half to even at 34 digits. */
export const toDecimal128 = (value: Decimal): Decimal128 => {
  let { digits, exponent } = value;
  const excess = digitCount(digits) - PRECISION;
  if (excess > 0) {
    const unit = 10n ** BigInt(excess);
    const rest = abs(digits % unit);
    const half = rest * 2n - unit;
    const kept = digits / unit;
    const up = half > 0n || (half === 0n && kept % 2n !== 0n);
    digits = up ? kept + (value.digits < 0n ? -1n : 1n) : kept;
    exponent += excess;
  }
  return Decimal128.fromString(`${digits}E${exponent}`);
};

/** `[sign × digits without trailing zeros, exponent]`: one form for each value, zero is `[0, 0]`. */
export const strip = (value: Decimal): Decimal => {
  if (value.digits === 0n) return { digits: 0n, exponent: 0 };
  let { digits, exponent } = value;
  while (digits % 10n === 0n) {
    digits /= 10n;
    exponent += 1;
  }
  return { digits, exponent };
};

const align = (a: Decimal, b: Decimal): [bigint, bigint, number] => {
  const exponent = Math.min(a.exponent, b.exponent);
  return [a.digits * 10n ** BigInt(a.exponent - exponent), b.digits * 10n ** BigInt(b.exponent - exponent), exponent];
};

const abs = (value: bigint): bigint => (value < 0n ? -value : value);

export const digitCount = (digits: bigint): number => abs(digits).toString().length;
