import { update as mingoUpdate } from 'mingo/updater';

import { add, isNumeric, multiply } from '../bson/arithmetic.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { type Document, isDocument, typeName } from '../bson/values.js';
import { badValue, MongoError, typeMismatch } from '../errors.js';
import { ENGINE } from '../query/mingo-engine.js';
import { applyPipeline } from './pipeline.js';
import { type Update } from './parse.js';
import { getAt, setAt, unsetAt } from './paths.js';

export interface UpdateContext {
  /** The filter that found the document, for the positional `$`. */
  readonly filter: Document;
  readonly arrayFilters: readonly Document[];
  /** True while the document is being made by an upsert: `$setOnInsert` counts then. */
  readonly inserting: boolean;
}

/** The document after the update; `document` may be changed on the way. Throws 66 if `_id` would change. */
export const applyUpdate = (document: Document, update: Update, context: UpdateContext): Document => {
  const id = document['_id'];
  const result = updated(document, update, context);
  if (id !== undefined && result['_id'] === undefined && update.kind !== 'operators') return { _id: id, ...result };
  if (id !== undefined && !equalValues(id, result['_id'])) {
    throw new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return result;
};

const updated = (document: Document, update: Update, context: UpdateContext): Document => {
  if (update.kind === 'replacement') return { ...update.document };
  if (update.kind === 'pipeline') return applyPipeline(document, update.stages);
  const forMingo: Record<string, Document> = {};
  for (const [operator, fields] of Object.entries(update.operators)) {
    for (const [path, operand] of Object.entries(fields)) {
      if (operator === '$setOnInsert' && !context.inserting) continue;
      const own = path.includes('$') ? undefined : OWN[operator];
      if (own) own(document, path, operand);
      else (forMingo[mingoName(operator)] ??= {})[path] = checkForMingo(document, operator, path, operand);
    }
  }
  if (Object.keys(forMingo).length > 0) {
    mingoUpdate(document, forMingo, [...context.arrayFilters], context.filter, {
      cloneMode: 'deep',
      queryOptions: ENGINE,
    });
  }
  return document;
};

const mingoName = (operator: string): string => (operator === '$setOnInsert' ? '$set' : operator);

type Apply = (document: Document, path: string, operand: unknown) => void;

/** A value that depends on the present one, which may be missing. */
const computed =
  (compute: (now: unknown, operand: unknown, path: string) => unknown): Apply =>
  (document, path, operand) => {
    const now = getAt(document, path);
    const next = compute(now, operand, path);
    if (next !== now) setAt(document, path, next);
  };

const arithmetic = (name: string, compute: typeof add, start: (operand: unknown) => unknown): Apply =>
  computed((now, operand, path) => {
    if (!isNumeric(operand))
      throw typeMismatch(`Cannot ${name} with non-numeric argument: {${path}: ${typeName(operand)}}`);
    if (now === undefined) return start(operand);
    if (!isNumeric(now)) {
      throw typeMismatch(`Cannot apply $${name} to a value of non-numeric type: '${path}' is of type ${typeName(now)}`);
    }
    return compute(now, operand);
  });

/** The operators that mingo applies by JavaScript's rules, with those of BSON. */
const OWN: Record<string, Apply> = {
  $set: setAt,
  $setOnInsert: setAt,
  $unset: (document, path) => unsetAt(document, path),
  $inc: arithmetic('inc', add, (operand) => operand),
  $mul: arithmetic('mul', multiply, () => 0),
  $min: computed((now, operand) => (now === undefined || compareValues(operand, now) < 0 ? operand : now)),
  $max: computed((now, operand) => (now === undefined || compareValues(operand, now) > 0 ? operand : now)),
  $currentDate: (document, path, operand) => {
    const type = isDocument(operand) ? operand['$type'] : operand;
    if (type !== true && type !== 'date') throw badValue(`$currentDate of '${path}' supports the type 'date' only`);
    setAt(document, path, new Date());
  },
};

const ARRAY_OPERATORS = new Set(['$push', '$pull', '$pullAll', '$addToSet', '$pop']);

/** mingo passes over a field of the wrong type in silence; MongoDB refuses it, and so does this. */
const checkForMingo = (document: Document, operator: string, path: string, operand: unknown): unknown => {
  if (path.includes('$')) return operand;
  const now = getAt(document, path);
  if (ARRAY_OPERATORS.has(operator) && now !== undefined && !Array.isArray(now)) {
    throw badValue(`The field '${path}' must be an array but is of type ${typeName(now)} (${operator})`);
  }
  return operand;
};
