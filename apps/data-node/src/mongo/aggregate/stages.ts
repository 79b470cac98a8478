import { evalExpr, OpType } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import { type Options } from 'mingo/types';

import { encodeValue } from '../bson/key-encoding.js';
import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { matcher, parseFilter } from '../query/matcher.js';
import { parseSort } from '../query/order.js';
import { sortDocuments } from '../query/sort.js';

type Source = ReturnType<typeof Lazy>;
type Stage = (source: Source, argument: unknown, options: Options) => Source;

const documentsOf = (items: readonly unknown[]): Document[] => items.filter(isDocument);

const match: Stage = (source, argument) => {
  const test = matcher(parseFilter(argument, '$match'));
  return source.filter((document: unknown) => test(document));
};

const sort: Stage = (source, argument) => {
  const order = parseSort(argument);
  if (order.length === 0) throw new MongoError(15976, '$sort stage must have at least one sort key');
  return source.transform((items: unknown[]) => Lazy(sortDocuments(documentsOf(items), (document) => document, order)));
};

interface Group {
  readonly id: unknown;
  readonly documents: Document[];
}

/** Groups by the value of `_id` as MongoDB compares it, so that 1, 1n and Decimal128 1.0 are one group. */
const group: Stage = (source, argument, options) => {
  if (!isDocument(argument) || !('_id' in argument)) {
    throw new MongoError(15955, 'a group specification must include an _id');
  }
  const { _id: expression, ...fields } = argument;
  return source.transform((items: unknown[]) => {
    const groups = new Map<string, Group>();
    for (const document of documentsOf(items)) {
      const id = evalExpr(document, expression, options) ?? null;
      const key = encodeValue(id).toString('latin1');
      const known = groups.get(key);
      if (known) known.documents.push(document);
      else groups.set(key, { id, documents: [document] });
    }
    const results = [...groups.values()].map(({ id, documents }) => ({
      _id: id,
      ...Object.fromEntries(
        Object.entries(fields).map(([name, each]) => [name, accumulate(documents, name, each, options)]),
      ),
    }));
    return Lazy(results);
  });
};

const accumulate = (documents: Document[], name: string, field: unknown, options: Options): unknown => {
  const [operator = '', ...others] = isDocument(field) ? Object.keys(field) : [];
  if (!isDocument(field) || others.length > 0) {
    throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
  }
  const accumulator = options.context.getOperator(OpType.ACCUMULATOR, operator);
  if (!accumulator) throw new MongoError(15952, `unknown group operator '${operator}'`);
  return accumulator(documents, field[operator], options);
};

const sortByCount: Stage = (source, argument, options) =>
  sort(group(source, { _id: argument, count: { $sum: 1 } }, options), { count: -1 }, options);

/** The stages that compare values, by BSON's rules. */
export const bsonStages: Record<`$${string}`, Stage> = {
  $match: match,
  $sort: sort,
  $group: group,
  $sortByCount: sortByCount,
};
