import { Decimal128, type Document, Long } from 'mongodb';

export interface Row extends Document {
  _id: number;
}

/** Numbers of a fixed sequence (mulberry32), so that a failure can be run again by its seed. */
export const random = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
};

export type Below = (below: number) => number;
export const pick = <T>(below: Below, from: readonly T[]): T => from[below(from.length)] as T;

/** A value of any type that can be compared. */
export const scalar = (below: Below): unknown =>
  pick(below, [
    () => below(6),
    () => below(6) - 2.5,
    () => Long.fromNumber(below(6)),
    () => Decimal128.fromString(`${below(6)}.${below(3)}`),
    () => pick(below, ['', 'a', 'ab', 'b', 'a\0b']),
    () => null,
    () => below(2) === 0,
    () => new Date(below(4)),
    () => ({ k: below(3) }),
  ])();

const fieldValue = (below: Below): unknown =>
  below(6) === 0 ? Array.from({ length: below(4) }, () => scalar(below)) : scalar(below);

export const document = (below: Below, _id: number): Row => {
  const result: Row = { _id };
  // At most one array a document, since an index can't hold two side by side.
  const mayBeArray = pick(below, ['a', 'b', 'c']);
  for (const name of ['a', 'b', 'c']) {
    if (below(8) > 0) result[name] = name === mayBeArray ? fieldValue(below) : scalar(below);
  }
  return result;
};

const condition = (below: Below): unknown =>
  pick(below, [
    () => scalar(below),
    () => ({ $in: [scalar(below), scalar(below)] }),
    () => ({ $gt: scalar(below) }),
    () => ({ $lte: scalar(below) }),
    () => ({ $gte: scalar(below), $lt: scalar(below) }),
    () => ({ $ne: scalar(below) }),
    () => ({ $exists: below(2) === 0 }),
    () => ({ $not: { $gt: scalar(below) } }),
    () => /^a/,
  ])();

/** A filter on the fields a, b and c. */
export const filter = (below: Below, depth = 0): Document => {
  const fields = pick(below, [['a'], ['a', 'b'], ['a', 'b', 'c'], ['b'], ['b', 'c'], ['c']]);
  const flat: Document = Object.fromEntries(fields.map((name) => [name, condition(below)]));
  if (depth > 0 || below(4) > 0) return flat;
  return pick(below, [
    { $or: [filter(below, 1), filter(below, 1)] },
    { $and: [filter(below, 1), flat] },
    { ...flat, $or: [filter(below, 1), filter(below, 1)] },
  ]);
};

export const sort = (below: Below): [string, 1 | -1][] => {
  const fields = pick(below, [[], ['a'], ['b', 'a'], ['a', 'b'], ['c'], ['a', 'c', 'b']]);
  return [...fields.map((name): [string, 1 | -1] => [name, pick(below, [1, -1])]), ['_id', pick(below, [1, -1])]];
};

/** Compound, descending, sparse and partial. */
export const INDEXES = [
  { key: { a: 1 } },
  { key: { a: 1, b: -1 } },
  { key: { b: -1, c: 1, a: 1 } },
  { key: { c: -1 }, sparse: true },
  { key: { a: -1, c: 1 }, partialFilterExpression: { b: { $exists: true } } },
] as const;
