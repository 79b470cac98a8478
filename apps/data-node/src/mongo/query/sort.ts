import { EMPTY_ARRAY, encodeValue } from '../bson/key-encoding.js';
import { type Document } from '../bson/values.js';
import { type MemoryBudget } from './memory.js';
import { type SortField } from './order.js';
import { candidatesAt, valuesAt } from './paths.js';

/** Sorts in memory, stably, in MongoDB's order: an array counts as its least element, or its greatest when descending. */
export const sortDocuments = <T>(
  items: readonly T[],
  documentOf: (item: T) => Document,
  sort: readonly SortField[],
): T[] =>
  items
    .map((item) => keyed(item, documentOf(item), sort))
    .sort((a, b) => compareKeys(a.keys, b.keys, sort))
    .map(({ item }) => item);

interface Sizes<T> {
  readonly documentOf: (item: T) => Document;
  readonly bytesOf: (item: T) => number;
}

/** As `sortDocuments` for the first `limit` (0: all) of any number; no more than twice those are held at a time. */
export const sortFirst = <T>(
  items: Iterable<T>,
  { documentOf, bytesOf }: Sizes<T>,
  sort: readonly SortField[],
  limit: number,
  budget: MemoryBudget,
): T[] => {
  let held: Keyed<T>[] = [];
  const most = limit > 0 ? limit * 2 + 100 : Infinity;
  const cut = (): void => {
    held.sort((a, b) => compareKeys(a.keys, b.keys, sort));
    for (const { item } of held.slice(limit || Infinity)) budget.give(bytesOf(item));
    if (limit > 0) held = held.slice(0, limit);
  };
  for (const item of items) {
    if (limit > 0 && held.length > limit && !budget.fits(bytesOf(item))) cut();
    budget.take(bytesOf(item));
    held.push(keyed(item, documentOf(item), sort));
    if (held.length >= most) cut();
  }
  cut();
  return held.map(({ item }) => item);
};

type SortKey = Buffer | string | number;

interface Keyed<T> {
  readonly item: T;
  readonly keys: readonly SortKey[];
}

const keyed = <T>(item: T, document: Document, sort: readonly SortField[]): Keyed<T> => ({
  item,
  keys: sort.map((field) => sortKey(document, field)),
});

const sortKey = (document: Document, field: SortField): SortKey => {
  const values = valuesAt(document, field.path);
  const [only] = values;
  if (values.length === 1 && typeof only === 'number' && !Number.isNaN(only)) return only;
  if (values.length === 1 && !Array.isArray(only)) return encodeValue(only);
  const elements = candidatesAt(document, field.path).filter((each) => !values.includes(each) || !Array.isArray(each));
  const codes = (elements.length === 0 ? [values.length === 0 ? null : EMPTY_ARRAY] : elements).map(encodeValue);
  return codes.sort((a, b) => Buffer.compare(a, b) * field.direction)[0] ?? encodeValue(null);
};

const compareKeys = (a: readonly SortKey[], b: readonly SortKey[], sort: readonly SortField[]): number => {
  for (let at = 0; at < sort.length; at++) {
    const sign = compareKey(a[at], b[at]);
    if (sign !== 0) return sort[at]?.direction === -1 ? -sign : sign;
  }
  return 0;
};

const compareKey = (a: SortKey | undefined, b: SortKey | undefined): number => {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(bytesOf(a), bytesOf(b));
};

const bytesOf = (key: SortKey | undefined): Buffer => (Buffer.isBuffer(key) ? key : encodeValue(key));
