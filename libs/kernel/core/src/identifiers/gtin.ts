import type { Branded } from '../ids';

/**
 * UPC, EAN or GTIN of a release, padded with zeros to 14 digits so that all lengths compare.
 * @pattern ^\d{14}$
 */
export type Gtin = Branded<'Gtin'>;

/** GS1 check digit: weights 3 and 1 from the right, modulo 10. */
const checks = (digits: string): boolean => {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
};

/** Reads 8, 12, 13 or 14 digits, hyphens and spaces allowed, with a right check digit; else `undefined`. */
export const parseGtin = (text: string): Gtin | undefined => {
  const digits = text.replace(/[\s-]/g, '');
  return /^(\d{8}|\d{12,14})$/.test(digits) && checks(digits) ? (digits.padStart(14, '0') as Gtin) : undefined;
};
