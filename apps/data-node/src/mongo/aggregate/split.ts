import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { type Query } from '../query/query.js';
import { parseFilter } from '../query/matcher.js';
import { parseSort } from '../query/order.js';

/** The `$match`, `$sort`, `$skip`, `$limit` a pipeline begins with, as a query that indexes serve, and the stages left. */
export const splitPipeline = (pipeline: readonly Document[]): { query: Query; rest: readonly Document[] } => {
  let query: Query = { filter: {}, sort: [], skip: 0, limit: 0 };
  let at = 0;
  const take = (name: string, use: (value: unknown) => void): void => {
    const stage = pipeline[at];
    if (!stage || !(name in stage) || Object.keys(stage).length !== 1) return;
    use(stage[name]);
    at += 1;
  };
  take('$match', (value) => (query = { ...query, filter: parseFilter(value, '$match') }));
  take('$sort', (value) => {
    if (isDocument(value)) query = { ...query, sort: parseSort(value) };
  });
  take('$skip', (value) => (query = { ...query, skip: wholeNumber(value, '$skip') }));
  take('$limit', (value) => (query = { ...query, limit: wholeNumber(value, '$limit') }));
  return { query, rest: pipeline.slice(at) };
};

const wholeNumber = (value: unknown, stage: string): number => {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count >= (stage === '$limit' ? 1 : 0)) return count;
  throw new MongoError(stage === '$limit' ? 15958 : 15956, `Argument to ${stage} is not valid: ${String(value)}`);
};

/**
 * The name under which a pipeline wants nothing but the number of documents, as drivers ask for in `countDocuments`:
 * `{ $group: { _id: <constant>, n: { $sum: 1 } } }`. That can be counted in an index.
 */
export const countOnly = (stages: readonly Document[]): { id: unknown; name: string } | undefined => {
  const group = stages.length === 1 ? stages[0]?.['$group'] : undefined;
  if (!isDocument(group)) return undefined;
  const { _id: id, ...fields } = group;
  const [field, ...others] = Object.entries(fields);
  const constant = id === null || typeof id === 'number';
  if (!field || others.length > 0 || !constant) return undefined;
  const [name, accumulator] = field;
  return isDocument(accumulator) && accumulator['$sum'] === 1 ? { id, name } : undefined;
};
