/**
 * A small seeded generator (mulberry32): the same seed gives the same season on every machine. Not for secrets.
 * @param {number} seed
 */
export const randomFrom = (seed) => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  /** A whole number from `low` to `high`, both included. */
  const int = (low, high) => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    /** True in `parts` of `whole` cases. */
    chance: (parts, whole) => int(1, whole) <= parts,
    pick: (list) => list[int(0, list.length - 1)],
    /** One of the list, early ones far more often than late ones: a few songs earn most of the money. */
    popular: (list) => list[Math.floor(next() * next() * next() * list.length)],
    shuffle: (list) => {
      const out = [...list];
      for (let i = out.length - 1; i > 0; i -= 1) {
        const j = int(0, i);
        [out[i], out[j]] = [out[j], out[i]];
      }
      return out;
    },
  };
};
