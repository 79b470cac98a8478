// Exact decimals as whole numbers of 10^-20, so that the generator knows its totals without rounding anything.
const SCALE = 20;
const UNIT = 10n ** BigInt(SCALE);

/** `decimal(25, 4)` is 0.0025: `count` units of 10^-`places`. */
export const decimal = (count, places) => BigInt(count) * 10n ** BigInt(SCALE - places);

/** Plain notation with at least `places` decimals and no more than needed. */
export const format = (value, places = 0) => {
  const absolute = value < 0n ? -value : value;
  const digits = (absolute % UNIT).toString().padStart(SCALE, '0').replace(/0+$/, '').padEnd(places, '0');
  return `${value < 0n ? '-' : ''}${absolute / UNIT}${digits ? `.${digits}` : ''}`;
};
