import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { type Index, type IndexField } from './definition.js';
import { parseWeights } from './parse-text.js';

const KNOWN = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'ns',
  'hidden',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
]);

/** An index from its specification in `createIndexes`. Hashed, geo and wildcard indexes are refused by name. */
export const parseIndex = (spec: Document, number: number, multikey = false): Index => {
  for (const option of Object.keys(spec)) {
    if (!KNOWN.has(option)) throw new MongoError(197, `The index option '${option}' is not supported here`);
  }
  const weights = parseWeights(spec);
  const fields = weights ? [] : parseFields(spec['key']);
  const partialFilter = spec['partialFilterExpression'];
  if (partialFilter !== undefined && !isDocument(partialFilter)) {
    throw new MongoError(67, "'partialFilterExpression' must be an object");
  }
  if (partialFilter && spec['sparse']) {
    throw new MongoError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  return {
    number,
    name: typeof spec['name'] === 'string' && spec['name'] !== '' ? spec['name'] : defaultName(spec),
    fields,
    unique: Boolean(spec['unique']),
    sparse: Boolean(spec['sparse']),
    partialFilter,
    expireAfterSeconds: parseExpiry(spec['expireAfterSeconds'], fields),
    hidden: Boolean(spec['hidden']),
    weights,
    multikey,
  };
};

/** MongoDB's default name: `status_1_createdAt_-1`. */
const defaultName = ({ key }: Document): string =>
  Object.entries(isDocument(key) ? key : {})
    .map(([path, kind]) => `${path}_${String(kind)}`)
    .join('_');

const parseFields = (key: unknown): IndexField[] => {
  if (!isDocument(key) || Object.keys(key).length === 0) throw new MongoError(67, 'Index keys cannot be empty');
  return Object.entries(key).map(([path, kind]) => {
    if (typeof kind !== 'number' || kind === 0) {
      throw new MongoError(67, `Index type '${String(kind)}' of field '${path}' is not supported here; use 1 or -1`);
    }
    if (path === '' || path.includes('$') || path.split('.').includes('')) {
      throw new MongoError(67, `Index key path '${path}' is not supported here`);
    }
    return { path, direction: kind > 0 ? 1 : -1 };
  });
};

const parseExpiry = (seconds: unknown, fields: readonly IndexField[]): number | undefined => {
  if (seconds === undefined) return undefined;
  const value = Number(seconds);
  if (!Number.isFinite(value) || value < 0 || value > 2 ** 31 - 1) {
    throw new MongoError(67, `TTL index 'expireAfterSeconds' must be within 0 and 2147483647, not ${String(seconds)}`);
  }
  if (fields.length !== 1 || fields[0]?.path === '_id') {
    throw new MongoError(67, 'TTL indexes are single-field indexes, not on _id');
  }
  return value;
};
