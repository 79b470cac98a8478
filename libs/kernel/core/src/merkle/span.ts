/** The leaves `start` (included) to `end` (excluded) of a tree: a subtree that a proof needs the hash of. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The largest power of two smaller than `size`: where RFC 6962 §2.1 divides a tree of two leaves or more. */
export const splitPoint = (size: number): number => {
  let k = 1;
  while (k * 2 < size) k *= 2; // no shifts: they end at 32 bits
  return k;
};

/** @throws RangeError when `value` is not a whole number from 0 to 2⁵³ − 1 */
export const wholeNumber = (value: number, name: string): number => {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} is not a whole number: ${value}`);
  return value;
};
