import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';

/** The weights of a text index by its specification; undefined if it is none. Throws 67 naming what isn't offered. */
export const parseWeights = (spec: Document): Record<string, number> | undefined => {
  const key = isDocument(spec['key']) ? spec['key'] : {};
  const text = Object.entries(key).filter(([, kind]) => kind === 'text');
  if (text.length === 0) return undefined;
  const other = Object.keys(key).find((path) => key[path] !== 'text' && path !== '_ftsx');
  if (other !== undefined)
    throw new MongoError(67, `A text index with the other field '${other}' is not supported here`);
  const language = spec['default_language'];
  if (language !== undefined && language !== 'none') {
    throw new MongoError(67, `The text index language '${String(language)}' is not supported here, only 'none'`);
  }
  const option = ['unique', 'sparse', 'expireAfterSeconds'].find((name) => spec[name]);
  if (option) throw new MongoError(67, `A text index can't be ${option}`);
  const weights = isDocument(spec['weights']) ? spec['weights'] : {};
  const fields = text.map(([path]) => path).filter((path) => path !== '_fts');
  return Object.fromEntries(
    [...new Set([...fields, ...Object.keys(weights)])].sort().map((path) => [path, weight(path, weights[path])]),
  );
};

const weight = (path: string, value: unknown = 1): number => {
  if (path === '' || path.includes('$')) throw new MongoError(67, `Text index on '${path}' is not supported here`);
  if (Number.isInteger(value) && Number(value) >= 1 && Number(value) < 100_000) return Number(value);
  throw new MongoError(67, `text index weight must be in the interval [1,99999], not ${String(value)} of '${path}'`);
};
