import { type Lazy } from 'mingo/lazy';

import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { valuesAt } from '../query/paths.js';
import { setAt } from '../update/paths.js';

type Source = ReturnType<typeof Lazy>;

/** The documents of a collection that match a filter; by its indexes. */
export type FindIn = (collection: string, filter: Document) => Iterable<{ readonly document: Document }>;

const FIELDS = new Set(['from', 'localField', 'foreignField', 'as']);

/** `$lookup` by equal fields within the database. Each document asks the other collection, which an index makes cheap. */
export const lookupStage =
  (find: FindIn) =>
  (source: Source, argument: unknown): Source => {
    const { from, localField, foreignField, as } = parseLookup(argument);
    return source.map((item: unknown) => {
      if (!isDocument(item)) throw new MongoError(2, '$lookup needs documents');
      const local = valuesAt(item, localField).flatMap((value) => (Array.isArray(value) ? value : [value]));
      const wanted = local.map((value) => value ?? null);
      const filter = { [foreignField]: wanted.length === 1 ? { $eq: wanted[0] } : { $in: wanted } };
      const result = { ...item };
      setAt(
        result,
        as,
        [...find(from, filter)].map(({ document }) => document),
      );
      return result;
    });
  };

const parseLookup = (argument: unknown): Record<'from' | 'localField' | 'foreignField' | 'as', string> => {
  if (!isDocument(argument)) throw new MongoError(9, 'the $lookup specification must be an object');
  const other = Object.keys(argument).find((name) => !FIELDS.has(name));
  if (other) throw new MongoError(238, `$lookup with '${other}' is not supported`);
  const text = (name: string): string => {
    const value = argument[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new MongoError(9, `$lookup argument '${name}' must be a string`);
  };
  return { from: text('from'), localField: text('localField'), foreignField: text('foreignField'), as: text('as') };
};
