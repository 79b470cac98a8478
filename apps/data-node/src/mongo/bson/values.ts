import { BSON } from 'bson';

/**
 * A document in memory. Int32 and double are JS numbers, int64 is a bigint, dates are `Date`, every other BSON type is the
 * class of the `bson` package; so each type goes back to disk as what it was.
 */
export type Document = Record<string, unknown>;

const DECODE = { useBigInt64: true, promoteBuffers: false } as const;

export const decode = (bytes: Uint8Array): Document => BSON.deserialize(bytes, DECODE);

/** As `decode`, with the elements of the array `field` left as BSON, for documents that are stored as they came. */
export const decodeKeepingRaw = (bytes: Uint8Array, field: string): Document =>
  BSON.deserialize(bytes, { ...DECODE, fieldsAsRaw: { [field]: true } });

export const encode = (document: Document): Buffer => {
  const bytes = BSON.serialize(document, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

/** True for `{…}` as sent by a client; false for arrays, null and the classes of BSON types. */
export const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The name of a value's BSON type as MongoDB's messages and `$type` spell it. */
export const typeName = (value: unknown): string => {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isInteger(value) && value === (value | 0) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  return BSON_CLASSES[bsonType(value)] ?? 'object';
};

const BSON_CLASSES: Record<string, string> = {
  ObjectId: 'objectId',
  Decimal128: 'decimal',
  Binary: 'binData',
  Timestamp: 'timestamp',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  Code: 'javascript',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
  Int32: 'int',
  Double: 'double',
  Long: 'long',
};

/** The `_bsontype` tag of the classes of the `bson` package; '' for anything else. */
export const bsonType = (value: unknown): string => {
  if (typeof value !== 'object' || value === null || !('_bsontype' in value)) return '';
  const tag = value._bsontype;
  return typeof tag === 'string' && !isDocument(value) ? tag : '';
};
