import { encodeValue } from './key-encoding.js';

/** MongoDB's order of any two values: negative, zero or positive. Missing counts as null. */
export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  return Buffer.compare(encodeValue(a), encodeValue(b));
};

const FIRST_SURROGATE = 0xd800;

/** By the bytes of UTF-8: as JavaScript's own order, but where surrogate pairs stand. */
export const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x === y) continue;
    return x < FIRST_SURROGATE || y < FIRST_SURROGATE ? x - y : Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  return a.length - b.length;
};

export const equalValues = (a: unknown, b: unknown): boolean => {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b;
  return compareValues(a, b) === 0;
};
