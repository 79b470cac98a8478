import { evalExpr } from 'mingo/core';

import { compareValues, equalValues } from '../bson/compare.js';
import { type Document, isDocument, typeName } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { MemoryBudget, sizeOf } from '../query/memory.js';
import { Groups, lazily, parseFields } from './group.js';
import { documentsOf, type Stage } from './stage.js';

const DEFAULT_OUTPUT = { count: { $sum: 1 } };

const parse = (argument: unknown, stage: string, known: readonly string[]): Document => {
  if (!isDocument(argument)) throw new MongoError(40201, `Argument to ${stage} stage must be an object`);
  const unknown = Object.keys(argument).find((name) => !known.includes(name));
  if (unknown) throw new MongoError(40197, `Unrecognized option to ${stage}: ${unknown}`);
  if (argument['groupBy'] === undefined) throw new MongoError(40198, `${stage} requires 'groupBy'`);
  return argument;
};

const outputOf = ({ output }: Document): Document => (isDocument(output) ? output : DEFAULT_OUTPUT);

/** Groups by the boundaries that values lie between: `lo <= value < hi`; others go to `default` or are refused. */
export const bucket: Stage = (source, argument, options) => {
  const spec = parse(argument, '$bucket', ['groupBy', 'boundaries', 'default', 'output']);
  const boundaries = parseBoundaries(spec['boundaries']);
  const fields = parseFields(outputOf(spec));
  return lazily(() => {
    const groups = new Groups('$bucket', fields, options);
    for (const document of documentsOf(source)) {
      const value = evalExpr(document, spec['groupBy'], options) ?? null;
      const place = boundaries.findLastIndex((boundary) => compareValues(value, boundary) >= 0);
      const inside = place >= 0 && place < boundaries.length - 1;
      if (!inside && !('default' in spec)) {
        throw new MongoError(7158303, '$bucket could not find a matching bucket and no default was specified');
      }
      groups.add(inside ? boundaries[place] : spec['default'], document);
    }
    return groups.results().sort((a, b) => compareValues(a['_id'], b['_id']));
  });
};

const parseBoundaries = (value: unknown): unknown[] => {
  if (!Array.isArray(value) || value.length < 2) {
    throw new MongoError(40200, "The $bucket 'boundaries' field must be an array of at least two values");
  }
  const kind = (each: unknown): string =>
    ['int', 'long', 'double', 'decimal'].includes(typeName(each)) ? 'number' : typeName(each);
  for (const [at, each] of value.entries()) {
    const before: unknown = value[at - 1];
    if (at > 0 && (kind(before) !== kind(each) || compareValues(before, each) >= 0)) {
      throw new MongoError(40194, "The 'boundaries' must be of one type and in ascending order");
    }
  }
  return value;
};

/** As many buckets of about the same size as asked for; equal values are never parted. */
export const bucketAuto: Stage = (source, argument, options) => {
  const spec = parse(argument, '$bucketAuto', ['groupBy', 'buckets', 'output']);
  const buckets = Number(spec['buckets']);
  if (!Number.isInteger(buckets) || buckets < 1) throw new MongoError(40243, "'buckets' must be a positive integer");
  const fields = parseFields(outputOf(spec));
  return lazily(() => {
    const budget = new MemoryBudget('$bucketAuto');
    const all = [...documentsOf(source)].map((document) => {
      budget.take(sizeOf(document));
      return { document, value: evalExpr(document, spec['groupBy'], options) ?? null };
    });
    all.sort((a, b) => compareValues(a.value, b.value));
    const size = Math.max(1, Math.round(all.length / buckets));
    const results: Document[] = [];
    for (let start = 0, made = 1; start < all.length; made++) {
      let end = made === buckets ? all.length : Math.min(all.length, start + size);
      while (end < all.length && equalValues(all[end]?.value, all[end - 1]?.value)) end += 1;
      const groups = new Groups('$bucketAuto', fields, options);
      for (const { document } of all.slice(start, end)) groups.add(null, document);
      const [result] = groups.results();
      const max = end < all.length ? all[end]?.value : all[end - 1]?.value;
      results.push({ ...result, _id: { min: all[start]?.value, max } });
      start = end;
    }
    return results;
  });
};
