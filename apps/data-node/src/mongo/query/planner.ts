import { encodeValue } from '../bson/key-encoding.js';
import { bsonType, type Document } from '../bson/values.js';
import { badValue } from '../errors.js';
import { ID_INDEX, type Index, type IndexField, keyPattern, numberPrefix } from '../indexes/definition.js';
import { type Collection } from '../storage/catalog.js';
import { type KeyRange, prefixRange, successor } from '../storage/ranges.js';
import { servedOrder, type SortField } from './order.js';
import { type Constraint, type Constraints, constraintsOf, intersectAll, type Interval } from './intervals.js';

/** A range of index entries, whose keys have their first `shared` bytes in common. */
export interface ScanRange extends KeyRange {
  readonly shared: number;
}

/** How a find is served. */
export interface Plan {
  readonly index: Index;
  /** Disjoint; each one comes out in the index's order. */
  readonly ranges: readonly ScanRange[];
  readonly reverse: boolean;
  /** True if the index gives the documents in the order asked for. */
  readonly sorted: boolean;
  /** True if that takes merging the ranges by what follows their first `shared` bytes. */
  readonly merge: boolean;
  /** True if the ranges hold exactly the matching documents, so that nothing is left to check. */
  readonly exact: boolean;
  /** The codes of `_id` asked for, if the filter names them: they are fetched without a range. */
  readonly ids: readonly Buffer[] | undefined;
  /** Index fields that the ranges use. */
  readonly bounded: number;
}

export interface Wish {
  readonly filter: Document;
  readonly sort: readonly SortField[];
  readonly limited: boolean;
  readonly hint?: Hint | undefined;
}

/** The index to use whatever it costs: its name or its key; `{ $natural: 1 }` is the collection itself. */
export type Hint = string | Document;

/** More points than this in a compound index are read as one range instead. */
const MOST_RANGES = 512;

const UNIQUE = 10_000;

/** Picks the index: most equalities first, then a served order, then a range; the whole collection if none helps. */
export const plan = (collection: Collection, wish: Wish): Plan => {
  if (wish.hint !== undefined) return byHint(collection, wish, wish.hint);
  const single = byId(collection, wish.filter);
  if (single) return single;
  const constraints = constraintsOf(wish.filter);
  let best: Plan | undefined;
  let bestScore = -1;
  for (const index of collection.indexes) {
    if (index.hidden || index.weights || !isComplete(index, wish.filter, constraints)) continue;
    const { candidate, score } = tryIndex(index, wish, constraints);
    // At most one document: nothing can be better.
    if (score >= UNIQUE) return candidate;
    if (score > bestScore) [best, bestScore] = [candidate, score];
  }
  if (!best) throw badValue('collection without an _id index');
  return best;
};

/** Throws 2 BadValue if there is no such index, or if it lacks documents that the filter may match. */
const byHint = (collection: Collection, wish: Wish, hint: Hint): Plan => {
  const constraints = constraintsOf(wish.filter);
  const [idIndex] = collection.indexes;
  const natural = typeof hint === 'string' ? hint === '$natural' : '$natural' in hint;
  if (natural && idIndex) {
    const { candidate } = tryIndex(idIndex, { ...wish, filter: {} }, new Map());
    const backward = typeof hint !== 'string' && Number(hint['$natural']) < 0 && wish.sort.length === 0;
    return { ...candidate, exact: Object.keys(wish.filter).length === 0, reverse: candidate.reverse || backward };
  }
  const index = collection.indexes.find((each) =>
    typeof hint === 'string' ? each.name === hint : encodeValue(keyPattern(each)).equals(encodeValue(hint)),
  );
  if (!index || index.hidden) throw badValue('hint provided does not correspond to an existing index');
  // As in MongoDB, a sparse index that is asked for gives what it has.
  if (index.weights || (index.partialFilter && !isComplete(index, wish.filter, constraints))) {
    throw badValue(`error processing query: the hinted index ${index.name} can't serve it: bad hint`);
  }
  return tryIndex(index, wish, constraints).candidate;
};

/** The plan for `{ _id: <value>, … }`, by which read models are written: nothing can be better, so nothing is weighed. */
const byId = ({ indexes: [index] }: Collection, filter: Document): Plan | undefined => {
  const id = filter['_id'];
  if (!index || (typeof id !== 'string' && typeof id !== 'number' && bsonType(id) !== 'ObjectId')) return undefined;
  const code = encodeValue(id);
  const range = prefixRange(Buffer.concat([numberPrefix(index.number), code]));
  return {
    index,
    ranges: [{ ...range, shared: range.start.length }],
    reverse: false,
    sorted: true,
    merge: false,
    exact: Object.keys(filter).length === 1,
    ids: [code],
    bounded: 1,
  };
};

/** A sparse or partial index lacks documents: it may serve only filters that can't match those. */
const isComplete = (index: Index, filter: Document, constraints: Constraints): boolean => {
  if (index.sparse) return index.fields.some(({ path }) => constraints.get(path)?.needsValue);
  if (!index.partialFilter) return true;
  return Object.entries(index.partialFilter).every(([path, wanted]) => {
    if (filter[path] !== undefined && encodeValue(filter[path]).equals(encodeValue(wanted))) return true;
    const onlyExists = encodeValue(wanted).equals(encodeValue({ $exists: true }));
    return onlyExists && constraints.get(path)?.needsValue === true;
  });
};

const tryIndex = (index: Index, wish: Wish, constraints: Constraints): { candidate: Plan; score: number } => {
  const bounds = boundsOf(index, constraints);
  const order = index.multikey || wish.sort.length === 0 ? undefined : servedOrder(index, bounds, wish.sort);
  const sorted = wish.sort.length === 0 || order !== undefined;
  const useful = wish.sort.length > 0 && sorted;
  const covered = Object.keys(wish.filter).every((path) => bounds.exactPaths.has(path));
  const candidate: Plan = {
    index,
    ranges: bounds.ranges,
    reverse: order?.backward ?? false,
    sorted,
    merge: order?.merge ?? false,
    exact: covered && !index.multikey,
    ids:
      index.name === ID_INDEX && bounds.points === 1
        ? bounds.ranges.map(({ start }) => start.subarray(numberPrefix(index.number).length))
        : undefined,
    bounded: bounds.points + (bounds.ranged ? 1 : 0),
  };
  const unique = index.unique && bounds.points === index.fields.length && !index.multikey;
  const score =
    (unique && bounds.ranges.length <= 1 ? UNIQUE : 0) +
    bounds.points * 100 +
    (useful ? (wish.limited ? 60 : 25) : 0) +
    (bounds.ranged ? 40 : 0) +
    (index.name === ID_INDEX ? 1 : 0);
  return { candidate, score };
};

interface Bounds {
  readonly ranges: readonly ScanRange[];
  /** Leading fields that are bound to single values. */
  readonly points: number;
  /** True if the field after those is bound to a range. */
  readonly ranged: boolean;
  readonly exactPaths: ReadonlySet<string>;
}

const boundsOf = (index: Index, constraints: Constraints): Bounds => {
  const exactPaths = new Set<string>();
  let prefixes = [numberPrefix(index.number)];
  let points = 0;
  for (const field of index.fields) {
    const constraint = constraints.get(field.path);
    const intervals = constraint && intervalsFor(constraint, index);
    if (!constraint || !intervals) break;
    if (constraint.exact) exactPaths.add(field.path);
    if (intervals.every((each) => each.point) && prefixes.length * intervals.length <= MOST_RANGES) {
      prefixes = prefixes.flatMap((prefix) => intervals.map(({ lo }) => Buffer.concat([prefix, directed(lo, field)])));
      points += 1;
      continue;
    }
    const ranges =
      prefixes.length * intervals.length <= MOST_RANGES
        ? prefixes.flatMap((prefix) => intervals.map((each) => rangeUnder(prefix, each, field)))
        : prefixes.map((prefix) => rangeUnder(prefix, hull(intervals), field));
    if (prefixes.length * intervals.length > MOST_RANGES) exactPaths.delete(field.path);
    return { ranges: inOrder(ranges), points, ranged: true, exactPaths };
  }
  return {
    ranges: inOrder(prefixes.map((prefix) => ({ ...prefixRange(prefix), shared: prefix.length }))),
    points,
    ranged: false,
    exactPaths,
  };
};

/** For an array, two conditions may be met by two elements: only one of them can bound the entries. */
const intervalsFor = (constraint: Constraint, index: Index): readonly Interval[] | undefined => {
  if (constraint.sets.length === 0) return undefined;
  if (!index.multikey) return intersectAll(constraint.sets);
  return constraint.sets.find((set) => set.every((each) => each.point)) ?? constraint.sets[0];
};

const hull = (intervals: readonly Interval[]): Interval => {
  const [first, last] = [intervals[0], intervals.at(-1)];
  return { lo: first?.lo ?? Buffer.alloc(0), hi: last?.hi ?? Buffer.alloc(0), point: false };
};

const inverted = (code: Buffer): Buffer => Buffer.from(code.map((byte) => byte ^ 0xff));
const directed = (code: Buffer, field: IndexField): Buffer => (field.direction === 1 ? code : inverted(code));

const rangeUnder = (prefix: Buffer, { lo, hi }: Interval, field: IndexField): ScanRange => {
  const shared = prefix.length;
  const under = (code: Buffer): Buffer => Buffer.concat([prefix, code]);
  if (field.direction === 1) return { start: under(lo), end: under(hi), shared };
  // Turned round, `lo <= code < hi` lies after everything that begins with hi and up to all that begins with lo.
  return { start: under(successor(inverted(hi))), end: under(successor(inverted(lo))), shared };
};

const inOrder = (ranges: readonly ScanRange[]): ScanRange[] =>
  [...ranges].sort((a, b) => Buffer.compare(a.start, b.start));
