import { encodeValue } from './key-encoding.js';

/** MongoDB's order of any two values: negative, zero or positive. Missing counts as null. */
export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number' && a === a && b === b) return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' && typeof b === 'string' && a === b) return 0;
  return Buffer.compare(encodeValue(a), encodeValue(b));
};

export const equalValues = (a: unknown, b: unknown): boolean => {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return a === b;
  return compareValues(a, b) === 0;
};
