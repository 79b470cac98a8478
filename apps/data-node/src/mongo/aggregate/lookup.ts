import { evalExpr } from 'mingo/core';
import { type Options } from 'mingo/types';

import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { valuesAt } from '../query/paths.js';
import { setAt } from '../update/paths.js';
import { type Reads, type RunOn } from './reads.js';
import { type Stage } from './stage.js';

const FIELDS = new Set(['from', 'localField', 'foreignField', 'as', 'let', 'pipeline']);

interface Lookup {
  readonly from: string;
  readonly as: string;
  readonly on: { readonly local: string; readonly foreign: string } | undefined;
  readonly variables: Document;
  readonly pipeline: readonly Document[];
}

/**
 * `$lookup` within the database, by equal fields, by a pipeline with variables, or both. Each document asks the other
 * collection, which an index on the foreign field (or on what the pipeline matches first) makes cheap.
 */
export const lookup =
  (reads: Reads, runOn: RunOn): Stage =>
  (source, argument, options) => {
    const spec = parse(argument);
    return source.map((document: unknown) => {
      if (!isDocument(document)) throw new MongoError(2, '$lookup needs documents');
      const result = { ...document };
      setAt(result, spec.as, [
        ...runOn(spec.from, stagesFor(document, spec), variablesFor(document, spec, reads, options)),
      ]);
      return result;
    });
  };

const variablesFor = (document: Document, { variables }: Lookup, reads: Reads, options: Options): Document => {
  const evaluated = evalExpr(document, variables, options);
  return { ...reads.variables, ...(isDocument(evaluated) ? evaluated : {}) };
};

const stagesFor = (document: Document, { on, pipeline }: Lookup): Document[] => {
  if (!on) return [...pipeline];
  const local = valuesAt(document, on.local).flatMap((value) => (Array.isArray(value) ? value : [value]));
  const wanted = local.map((value) => value ?? null);
  const match = { [on.foreign]: wanted.length === 1 ? { $eq: wanted[0] } : { $in: wanted } };
  return [{ $match: match }, ...pipeline];
};

const parse = (argument: unknown): Lookup => {
  if (!isDocument(argument)) throw new MongoError(9, 'the $lookup specification must be an object');
  const other = Object.keys(argument).find((name) => !FIELDS.has(name));
  if (other) throw new MongoError(9, `unknown argument to $lookup: ${other}`);
  const { from, as, localField, foreignField, let: variables = {}, pipeline } = argument;
  const text = (name: string, value: unknown): string => {
    if (typeof value === 'string' && value !== '') return value;
    throw new MongoError(9, `$lookup argument '${name}' must be a string, is ${typeof value}`);
  };
  if (pipeline !== undefined && (!Array.isArray(pipeline) || !pipeline.every(isDocument))) {
    throw new MongoError(9, "$lookup argument 'pipeline' must be an array of objects");
  }
  if (!isDocument(variables)) throw new MongoError(9, "$lookup argument 'let' must be an object");
  const byFields = localField !== undefined || foreignField !== undefined || pipeline === undefined;
  return {
    from: text('from', from),
    as: text('as', as),
    on: byFields ? { local: text('localField', localField), foreign: text('foreignField', foreignField) } : undefined,
    variables,
    pipeline: pipeline ?? [],
  };
};
