import { add, divide, isNumeric, type Numeric } from '../bson/arithmetic.js';
import { compareValues } from '../bson/compare.js';
import { encodeValue } from '../bson/key-encoding.js';
import { type Document, isDocument } from '../bson/values.js';

/** An accumulator at work: values go in one by one (undefined: missing), so that a group holds no documents. */
export interface Fold {
  add(value: unknown): void;
  result(): unknown;
  /** True if it keeps the values it is given. */
  readonly keeps?: boolean;
}

const sum = (): Fold => {
  let total: Numeric = 0;
  return { add: (value) => isNumeric(value) && (total = add(total, value)), result: () => total };
};

const average = (): Fold => {
  const total = sum();
  let count = 0;
  return {
    add: (value) => {
      total.add(value);
      if (isNumeric(value)) count += 1;
    },
    result: () => {
      const all = total.result();
      return count === 0 || !isNumeric(all) ? null : divide(all, count);
    },
  };
};

const extreme = (direction: 1 | -1) => (): Fold => {
  let best: unknown = null;
  return {
    add: (value) => {
      if (value === null || value === undefined) return;
      if (best === null || compareValues(value, best) * direction < 0) best = value;
    },
    result: () => best,
  };
};

const first = (): Fold => {
  let found: { value: unknown } | undefined;
  return { add: (value) => (found ??= { value }), result: () => found?.value ?? null };
};

const last = (): Fold => {
  let latest: unknown;
  return { add: (value) => (latest = value), result: () => latest ?? null };
};

const push = (): Fold => {
  const all: unknown[] = [];
  return { add: (value) => value !== undefined && all.push(value), result: () => all, keeps: true };
};

const addToSet = (): Fold => {
  const all = new Map<string, unknown>();
  return {
    add: (value) => {
      const code = value === undefined ? undefined : encodeValue(value).toString('latin1');
      if (code !== undefined && !all.has(code)) all.set(code, value);
    },
    result: () => [...all.values()],
    keeps: true,
  };
};

const mergeObjects = (): Fold => {
  const merged: Document = {};
  return { add: (value) => isDocument(value) && Object.assign(merged, value), result: () => merged };
};

const count = (): Fold => {
  let n = 0;
  return { add: () => (n += 1), result: () => n };
};

/** The accumulators, by BSON's rules: sums of longs and decimals are exact. */
export const FOLDS: Record<string, () => Fold> = {
  $sum: sum,
  $avg: average,
  $min: extreme(1),
  $max: extreme(-1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $mergeObjects: mergeObjects,
  $count: count,
};
