import { evalExpr } from 'mingo/core';

import { encodeValue } from '../bson/key-encoding.js';
import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { MemoryBudget, sizeOf } from '../query/memory.js';
import { valuesAt } from '../query/paths.js';
import { setAt } from '../update/paths.js';
import { type Reads } from './reads.js';
import { type Stage } from './stage.js';

interface GraphLookup {
  readonly from: string;
  readonly as: string;
  readonly connectFrom: string;
  readonly connectTo: string;
  readonly startWith: unknown;
  readonly maxDepth: number;
  readonly depthField: string | undefined;
  readonly restriction: Document;
}

/** `$graphLookup` within the database, level by level; each document found comes once, at its least depth. */
export const graphLookup =
  (reads: Reads): Stage =>
  (source, argument, options) => {
    const spec = parse(argument);
    return source.map((document: unknown) => {
      if (!isDocument(document)) throw new MongoError(2, '$graphLookup needs documents');
      const start = evalExpr(document, spec.startWith, options);
      const result = { ...document };
      setAt(result, spec.as, connected(reads, spec, Array.isArray(start) ? start : [start]));
      return result;
    });
  };

const connected = (reads: Reads, spec: GraphLookup, start: readonly unknown[]): Document[] => {
  const budget = new MemoryBudget('$graphLookup');
  const found = new Map<string, Document>();
  const asked = new Set<string>();
  let frontier: readonly unknown[] = start;
  for (let depth = 0; depth <= spec.maxDepth; depth++) {
    const fresh = frontier.filter((value) => value !== undefined && isNew(asked, value));
    if (fresh.length === 0) break;
    const next: unknown[] = [];
    const filter = { $and: [{ [spec.connectTo]: { $in: fresh } }, spec.restriction] };
    for (const { document } of reads.find(spec.from, { filter, sort: [], skip: 0, limit: 0 })) {
      if (!isNew(found, document['_id'], document)) continue;
      budget.take(sizeOf(document));
      next.push(...valuesAt(document, spec.connectFrom).flatMap((value) => (Array.isArray(value) ? value : [value])));
      if (spec.depthField !== undefined) setAt(document, spec.depthField, BigInt(depth));
    }
    frontier = next;
  }
  return [...found.values()];
};

/** True if the value wasn't in the set or map, by BSON's equality; then it is put in. */
const isNew = (known: Set<string> | Map<string, Document>, value: unknown, document: Document = {}): boolean => {
  const code = encodeValue(value).toString('latin1');
  if (known.has(code)) return false;
  if (known instanceof Set) known.add(code);
  else known.set(code, document);
  return true;
};

const FIELDS = 'from startWith connectFromField connectToField as maxDepth depthField restrictSearchWithMatch'.split(
  ' ',
);

const parse = (argument: unknown): GraphLookup => {
  if (!isDocument(argument)) throw new MongoError(9, 'the $graphLookup specification must be an object');
  const other = Object.keys(argument).find((name) => !FIELDS.includes(name));
  if (other) throw new MongoError(40104, `Unknown argument to $graphLookup: ${other}`);
  const text = (name: string): string => {
    const value = argument[name];
    if (typeof value === 'string' && value !== '') return value;
    throw new MongoError(40103, `expected string as argument for ${name}, found: ${typeof value}`);
  };
  const { maxDepth = Infinity, depthField, restrictSearchWithMatch: restriction = {}, startWith } = argument;
  const depth = Number(maxDepth);
  if (depth < 0 || (depth !== Infinity && !Number.isInteger(depth))) {
    throw new MongoError(40101, `maxDepth requires a nonnegative argument, found: ${String(maxDepth)}`);
  }
  if (!isDocument(restriction)) throw new MongoError(40185, 'restrictSearchWithMatch must be an object');
  if (startWith === undefined) throw new MongoError(40105, '$graphLookup requires startWith');
  return {
    from: text('from'),
    as: text('as'),
    connectFrom: text('connectFromField'),
    connectTo: text('connectToField'),
    startWith,
    maxDepth: depth,
    depthField: depthField === undefined ? undefined : text('depthField'),
    restriction,
  };
};
