import { EMPTY_ARRAY, encodeValue } from '../bson/key-encoding.js';
import { type Document } from '../bson/values.js';
import { type SortField } from './order.js';
import { candidatesAt, valuesAt } from './paths.js';

/** Sorts in memory, stably, in MongoDB's order: an array counts as its least element, or its greatest when descending. */
export const sortDocuments = <T>(
  items: readonly T[],
  documentOf: (item: T) => Document,
  sort: readonly SortField[],
): T[] =>
  items
    .map((item) => ({ item, keys: sort.map((field) => sortKey(documentOf(item), field)) }))
    .sort((a, b) => compareKeys(a.keys, b.keys, sort))
    .map(({ item }) => item);

type SortKey = Buffer | string | number;

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
