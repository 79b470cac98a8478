import { Context } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import * as projections from 'mingo/operators/projection';
import * as mingoOperators from 'mingo/operators/query';
import { Query } from 'mingo/query';

import { type Document, isDocument } from '../bson/values.js';
import { badValue, MongoError } from '../errors.js';
import { valueOperators } from './operators.js';

/** mingo's query language with our operators on values; the first registration of a name counts. */
const { $where: _, $jsonSchema: __, ...logical } = mingoOperators;
const context = Context.init()
  .addQueryOps(valueOperators)
  .addQueryOps(logical)
  .addExpressionOps(expressions)
  .addProjectionOps(projections);

export const QUERY_OPTIONS = { context, scriptEnabled: false };

/** Compiles a filter. Throws 2 BadValue naming what isn't supported. */
export const matcher = (filter: Document): ((document: Document) => boolean) => {
  const keys = Object.keys(filter);
  if (keys.length === 0) return () => true;
  const query = compile(filter);
  return (document) => query.test(document);
};

const compile = (filter: Document): Query => {
  try {
    return new Query(filter, QUERY_OPTIONS);
  } catch (error) {
    if (error instanceof MongoError) throw error;
    throw badValue(error instanceof Error ? error.message : String(error));
  }
};

/** A filter as it came: an object, or nothing for "all". */
export const parseFilter = (value: unknown, name: string): Document => {
  if (value === undefined || value === null) return {};
  if (!isDocument(value)) throw new MongoError(14, `Expected field '${name}' to be of type object`);
  return value;
};
