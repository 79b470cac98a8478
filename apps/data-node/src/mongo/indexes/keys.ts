import { encodeValues, EMPTY_ARRAY } from '../bson/key-encoding.js';
import { type Document } from '../bson/values.js';
import { badValue, MongoError } from '../errors.js';
import { matcher } from '../query/matcher.js';
import { valuesAt } from '../query/paths.js';
import { MAX_KEY_BYTES } from '../storage/tables.js';
import { textsOf, type Weights } from '../text/score.js';
import { tokensOf } from '../text/tokens.js';
import { type Index, numberPrefix } from './definition.js';

/** What one document contributes to an index: entry keys without the `_id` at their end, and whether an array was met. */
export interface IndexKeys {
  readonly keys: readonly Buffer[];
  readonly multikey: boolean;
}

const NONE: IndexKeys = { keys: [], multikey: false };

/** The most keys that the elements of one array may make together in a compound index. */
const MOST_COMBINATIONS = 10_000;

/** Throws 171 if two indexed fields lie in different arrays, 17280 if a key is too long for LMDB, 2 if keys are too many. */
export const indexKeys = (index: Index, document: Document, idBytes: number): IndexKeys => {
  if (index.partialFilter && !matcher(index.partialFilter)(document)) return NONE;
  if (index.weights) return wordKeys(index, index.weights, document, idBytes);
  const values = index.fields.map(({ path }) => valuesAt(document, path));
  if (index.sparse && values.every((found) => found.every((each) => each === undefined))) return NONE;
  const expanded = values.map(expandArrays);
  const multikey = values.some((found) => found.length !== 1 || Array.isArray(found[0]));
  if (multikey) {
    refuseParallelArrays(index, document);
    refuseManyCombinations(index, expanded);
  }
  const prefix = numberPrefix(index.number);
  const directions = index.fields.map(({ direction }) => direction);
  const keys = combinations(expanded).map((combination) => encodeValues(prefix, combination, directions));
  checkLengths(keys, index, idBytes);
  return { keys: multikey ? distinct(keys) : keys, multikey };
};

const wordKeys = (index: Index, weights: Weights, document: Document, idBytes: number): IndexKeys => {
  const words = new Set(textsOf(document, weights).flatMap(({ text }) => tokensOf(text)));
  const prefix = numberPrefix(index.number);
  const keys = [...words].map((word) => encodeValues(prefix, [word], [1]));
  checkLengths(keys, index, idBytes);
  return { keys, multikey: true };
};

const checkLengths = (keys: readonly Buffer[], index: Index, idBytes: number): void => {
  const long = keys.find((key) => key.length + idBytes > MAX_KEY_BYTES);
  if (long)
    throw new MongoError(17280, `key too large to index, failing ${index.name}: ${long.length + idBytes} bytes`);
};

const expandArrays = (values: readonly unknown[]): readonly unknown[] => {
  if (values.length === 1 && !Array.isArray(values[0])) return values;
  const all = values.flatMap((value): unknown[] => {
    if (!Array.isArray(value)) return [value];
    return value.length === 0 ? [EMPTY_ARRAY] : value;
  });
  return all.length === 0 ? [undefined] : all;
};

const combinations = (fields: readonly (readonly unknown[])[]): unknown[][] =>
  fields.reduce<unknown[][]>((left, values) => left.flatMap((start) => values.map((value) => [...start, value])), [[]]);

/** Before they are made: two fields of an array of some thousand elements make millions. */
const refuseManyCombinations = (index: Index, fields: readonly (readonly unknown[])[]): void => {
  const several = fields.map(({ length }) => length).filter((length) => length > 1);
  const product = several.reduce((sum, length) => sum * length, 1);
  if (several.length < 2 || product <= MOST_COMBINATIONS) return;
  throw badValue(
    `too many keys for the index ${index.name}: ${several.join(' x ')} values of one array make ${product} keys, ` +
      `${MOST_COMBINATIONS} are allowed`,
  );
};

const distinct = (keys: readonly Buffer[]): Buffer[] => [
  ...new Map(keys.map((key) => [key.toString('latin1'), key])).values(),
];

const refuseParallelArrays = (index: Index, document: Document): void => {
  const roots = new Set(index.fields.map(({ path }) => arrayRoot(document, path)).filter((root) => root !== undefined));
  if (roots.size > 1) {
    throw new MongoError(171, `cannot index parallel arrays [${[...roots].reverse().join('] [')}]`);
  }
};

/** The first part of a path that leads to an array. */
const arrayRoot = (document: Document, path: string): string | undefined => {
  const names = path.split('.');
  return names
    .map((_, at) => names.slice(0, at + 1).join('.'))
    .find((start) => valuesAt(document, start).some(Array.isArray));
};
