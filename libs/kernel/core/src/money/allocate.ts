import Big from 'big.js';

import { scaleOf, type Amount } from './amount';

/** One part of a whole: `weight` in any unit, zero or more; `key` breaks ties and must be unique. */
export interface Part {
  readonly key: string;
  readonly weight: Amount;
}

/**
 * Divides `whole` by weight so that the parts add up to it exactly: every part is cut towards zero at the scale of
 * `whole`, and what is left goes, one smallest unit each, to the largest remainders (Hamilton's method); ties go to
 * the smaller key. A negative whole is divided as its positive and negated, so that a reversal mirrors its booking.
 *
 * @param scale decimals of the parts; at least those of `whole`
 * @throws RangeError when there are no parts, a weight is negative, all are zero, or a key stands twice
 */
export const allocate = (whole: Amount, parts: readonly Part[], scale = scaleOf(whole)): Map<string, Amount> => {
  const total = parts.reduce((sum, { weight }) => sum.plus(weight), Big(0));
  if (parts.some(({ weight }) => Big(weight).lt(0))) throw new RangeError('a weight is negative');
  if (total.eq(0)) throw new RangeError('nothing to divide by: no part has a weight');
  if (new Set(parts.map(({ key }) => key)).size !== parts.length) throw new RangeError('a key stands twice');
  if (scale < scaleOf(whole)) throw new RangeError(`scale ${scale} would lose digits of ${whole}`);

  // in whole smallest units, so that the division is one of integers and nothing is rounded on the way
  const unit = 10n ** BigInt(scale);
  const toUnits = (value: Big, places: number): bigint => BigInt(value.times(Big(10).pow(places)).toFixed(0));
  const weightPlaces = Math.max(...parts.map(({ weight }) => scaleOf(weight)));
  const wholeUnits = toUnits(Big(whole).abs(), scale);
  const totalUnits = toUnits(total, weightPlaces);

  const shares = parts.map(({ key, weight }) => {
    const product = wholeUnits * toUnits(Big(weight), weightPlaces);
    return { key, units: product / totalUnits, remainder: product % totalUnits };
  });
  let left = wholeUnits - shares.reduce((sum, { units }) => sum + units, 0n);
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? (a.key < b.key ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.units += 1n;
    left -= 1n;
  }

  const sign = Big(whole).lt(0) ? '-' : '';
  const format = (units: bigint): Amount => {
    const fraction = scale === 0 ? '' : `.${(units % unit).toString().padStart(scale, '0')}`;
    return `${units === 0n ? '' : sign}${units / unit}${fraction}` as Amount;
  };
  return new Map(shares.map(({ key, units }) => [key, format(units)]));
};
