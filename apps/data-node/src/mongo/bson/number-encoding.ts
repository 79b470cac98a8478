import { type ByteWriter } from './byte-writer.js';
import { compareDecimals, type Decimal, decimalOfDouble, digitCount, parseDecimal, strip } from './decimal.js';

/**
 * One order for int32, int64, double and decimal128: the nearest double, then whether the value is below it, equal to it
 * or above it, and only where it isn't equal, its own decimal digits. So 1, 1n, 1.0 and Decimal128 1.00 have one code.
 */
const BELOW = 0x40;
const EQUAL = 0x80;
const ABOVE = 0xc0;

export const writeDouble = (out: ByteWriter, value: number): void => {
  writeSortableDouble(out, value);
  out.byte(EQUAL);
};

export const writeLong = (out: ByteWriter, value: bigint): void => {
  const nearest = Number(value);
  if (BigInt(nearest) === value) return writeDouble(out, nearest);
  writeBetween(out, nearest, { digits: value, exponent: 0 });
};

/** A Decimal128 by its text form. */
export const writeNumeral = (out: ByteWriter, text: string): void => {
  const nearest = Number(text);
  const exact = parseDecimal(text);
  if (!exact) return writeDouble(out, nearest);
  if (Number.isFinite(nearest) && compareDecimals(exact, decimalOfDouble(nearest)) === 0) {
    return writeDouble(out, nearest);
  }
  writeBetween(out, nearest, exact);
};

const writeBetween = (out: ByteWriter, nearest: number, exact: Decimal): void => {
  writeSortableDouble(out, nearest);
  const below = Number.isFinite(nearest) ? compareDecimals(exact, decimalOfDouble(nearest)) < 0 : nearest > 0;
  out.byte(below ? BELOW : ABOVE);
  const { digits, exponent } = strip(exact);
  const negative = digits < 0n;
  const start = out.position;
  const text = (negative ? -digits : digits).toString();
  // Decimal128 reaches 10^6145; the magnitude's power of ten comes first, then the digits from the left.
  out.uint32(exponent + digitCount(digits) + 0x8000);
  out.text(text);
  if (negative) out.invert(start);
};

/** Big-endian bits that compare as the numbers do; NaN sorts below all of them, -0 is 0. */
const writeSortableDouble = (out: ByteWriter, value: number): void => {
  const at = out.position;
  if (Number.isNaN(value)) return out.int64(0n);
  out.double(value === 0 ? 0 : value);
  if (value < 0) out.invert(at);
  else out.flipSign(at);
};
