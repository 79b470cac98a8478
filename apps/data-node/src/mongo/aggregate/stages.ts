import { Lazy } from 'mingo/lazy';
import { $redact } from 'mingo/operators/pipeline';

import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { matcher, parseFilter } from '../query/matcher.js';
import { MemoryBudget, sizeOf } from '../query/memory.js';
import { parseSort } from '../query/order.js';
import { sortFirst } from '../query/sort.js';
import { bucket, bucketAuto } from './bucket.js';
import { group, lazily } from './group.js';
import { documentsOf, type Stage } from './stage.js';
import { unwind } from './unwind.js';

const match: Stage = (source, argument, options) => {
  const test = matcher(parseFilter(argument, '$match'), options);
  return source.filter((document: unknown) => test(document));
};

const BY_DOCUMENT = { documentOf: (document: Document) => document, bytesOf: sizeOf };

const sort: Stage = (source, argument) => {
  const order = parseSort(argument);
  if (order.length === 0) throw new MongoError(15976, '$sort stage must have at least one sort key');
  return lazily(() => sortFirst(documentsOf(source), BY_DOCUMENT, order, 0, new MemoryBudget('Sort')));
};

const sortByCount: Stage = (source, argument, options) =>
  sort(group(source, { _id: argument, count: { $sum: 1 } }, options), { count: -1 }, options);

/** Nothing to count gives no document, as in MongoDB. */
const count: Stage = (source, argument) => {
  if (typeof argument !== 'string' || argument === '' || argument.startsWith('$') || argument.includes('.')) {
    throw new MongoError(40156, 'the count field must be a non-empty string without $ and dots');
  }
  return lazily(() => {
    let n = 0;
    for (const _ of documentsOf(source)) n += 1;
    return n === 0 ? [] : [{ [argument]: n }];
  });
};

/** A random sample without repetition: each document stays with the chance that keeps all equal (Algorithm R). */
const sample: Stage = (source, argument) => {
  const size = isDocument(argument) ? Number(argument['size']) : NaN;
  if (!Number.isInteger(size) || size < 1) throw new MongoError(28747, 'size argument to $sample must be positive');
  return lazily(() => {
    const budget = new MemoryBudget('$sample');
    const kept: Document[] = [];
    let seen = 0;
    for (const document of documentsOf(source)) {
      seen += 1;
      const place = kept.length < size ? kept.length : Math.floor(Math.random() * seen);
      if (place === kept.length) budget.take(sizeOf(document));
      if (place < size) kept[place] = document;
    }
    return kept;
  });
};

/** mingo's, which goes down into a document only for a `$cond`. */
const redact: Stage = (source, argument, options) => {
  if (!isDocument(argument) || !('$cond' in argument)) {
    throw new MongoError(17053, '$redact is supported with a $cond expression only');
  }

  return Lazy($redact(source, argument, options)).filter(isDocument);
};

/** The stages that compare values or hold documents, by BSON's rules and within bounds, in place of mingo's. */
export const bsonStages: Record<`$${string}`, Stage> = {
  $match: match,
  $sort: sort,
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $unwind: unwind,
  $count: count,
  $sample: sample,
  $redact: redact,
};
