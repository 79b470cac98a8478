import { type Document } from '../bson/values.js';

export type Direction = 1 | -1;

export interface IndexField {
  readonly path: string;
  readonly direction: Direction;
}

/** An index as it is kept in the catalog. `_id_` has the number of its collection: its entries are the documents. */
export interface Index {
  readonly number: number;
  readonly name: string;
  readonly fields: readonly IndexField[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partialFilter: Document | undefined;
  /** Changed by `collMod`. */
  expireAfterSeconds: number | undefined;
  /** A hidden index is kept but serves no query. Changed by `collMod`. */
  hidden: boolean;
  /** The fields of a text index with their weights; its entries are the words in them. */
  readonly weights: Readonly<Record<string, number>> | undefined;
  /** True from the first document on that has an array in an indexed field. Such an index serves no sort. */
  multikey: boolean;
}

export const ID_INDEX = '_id_';

export const idIndex = (collectionNumber: number): Index => ({
  number: collectionNumber,
  name: ID_INDEX,
  fields: [{ path: '_id', direction: 1 }],
  unique: true,
  sparse: false,
  partialFilter: undefined,
  expireAfterSeconds: undefined,
  hidden: false,
  weights: undefined,
  multikey: false,
});

/** The `key` document of an index: `{ field: 1, other: -1 }`; MongoDB's own names for a text index. */
export const keyPattern = (index: Index): Document =>
  index.weights
    ? { _fts: 'text', _ftsx: 1 }
    : Object.fromEntries(index.fields.map(({ path, direction }) => [path, direction]));

/** The index as `listIndexes` shows it. */
export const describeIndex = (index: Index): Document => ({
  v: 2,
  key: keyPattern(index),
  name: index.name,
  ...(index.unique && index.name !== ID_INDEX ? { unique: true } : {}),
  ...(index.sparse ? { sparse: true } : {}),
  ...(index.partialFilter ? { partialFilterExpression: index.partialFilter } : {}),
  ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
  ...(index.hidden ? { hidden: true } : {}),
  ...(index.weights
    ? { weights: index.weights, default_language: 'none', language_override: 'language', textIndexVersion: 3 }
    : {}),
});

/** The first bytes of every key of a collection or an index. */
export const numberPrefix = (number: number): Buffer => {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(number);
  return prefix;
};
