import { Timestamp } from 'bson';

import { add, isNumeric, multiply } from '../bson/arithmetic.js';
import { compareValues } from '../bson/compare.js';
import { type Document, isDocument, typeName } from '../bson/values.js';
import { badValue, typeMismatch } from '../errors.js';
import { addToSet, type ChangeArray, pop, pull, pullAll, push } from './array-operators.js';
import { getAt, setAt, unsetAt } from './paths.js';

/** Applies one operator to one path of a document. */
export type Apply = (document: Document, path: string, operand: unknown) => void;

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
    if (!isNumeric(operand)) {
      throw typeMismatch(`Cannot ${name} with non-numeric argument: {${path}: ${typeName(operand)}}`);
    }
    if (now === undefined) return start(operand);
    if (!isNumeric(now)) {
      throw typeMismatch(`Cannot apply $${name} to a value of non-numeric type: '${path}' is of type ${typeName(now)}`);
    }
    return compute(now, operand);
  });

/** An operator that makes an array out of a missing field (`$push`), or leaves a missing field alone (`$pull`). */
const onArray =
  (name: string, change: ChangeArray, makes: boolean): Apply =>
  (document, path, operand) => {
    const now = getAt(document, path);
    if (now === undefined && !makes) return;
    if (now !== undefined && !Array.isArray(now)) {
      throw badValue(`The field '${path}' must be an array but is of type ${typeName(now)} (${name})`);
    }
    setAt(document, path, change([...(now ?? [])], operand, path));
  };

const currentDate: Apply = (document, path, operand) => {
  const type = isDocument(operand) ? operand['$type'] : operand;
  if (type === true || type === 'date') setAt(document, path, new Date());
  else if (type === 'timestamp') setAt(document, path, new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 }));
  else throw badValue(`$currentDate of '${path}' needs true, or { $type: 'date' } or 'timestamp'`);
};

const rename: Apply = (document, path, operand) => {
  if (typeof operand !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${path}`);
  const value = getAt(document, path);
  if (value === undefined) return;
  unsetAt(document, path);
  setAt(document, operand, value);
};

const BITS: Record<string, (now: bigint, operand: bigint) => bigint> = {
  and: (now, operand) => now & operand,
  or: (now, operand) => now | operand,
  xor: (now, operand) => now ^ operand,
};

/** The result is a long if one of the two is, as in MongoDB. */
const bit: Apply = computed((now, operand, path) => {
  const isWhole = (value: unknown): value is number | bigint =>
    typeof value === 'bigint' || (typeof value === 'number' && value === (value | 0));
  return Object.entries(isDocument(operand) ? operand : {}).reduce<unknown>((value, [name, bits]) => {
    const combine = BITS[name];
    const present = value ?? 0;
    if (!combine || !isWhole(present) || !isWhole(bits)) {
      throw badValue(`$bit of '${path}' supports and, or, xor of integers only`);
    }
    const result = BigInt.asIntN(64, combine(BigInt(present), BigInt(bits)));
    return typeof present === 'bigint' || typeof bits === 'bigint' ? result : Number(result);
  }, now);
});

export const OPERATORS: Record<string, Apply> = {
  $set: setAt,
  $setOnInsert: setAt,
  $unset: (document, path) => unsetAt(document, path),
  $inc: arithmetic('inc', add, (operand) => operand),
  $mul: arithmetic('mul', multiply, () => 0),
  $min: computed((now, operand) => (now === undefined || compareValues(operand, now) < 0 ? operand : now)),
  $max: computed((now, operand) => (now === undefined || compareValues(operand, now) > 0 ? operand : now)),
  $rename: rename,
  $currentDate: currentDate,
  $bit: bit,
  $push: onArray('$push', push, true),
  $addToSet: onArray('$addToSet', addToSet, true),
  $pop: onArray('$pop', pop, false),
  $pull: onArray('$pull', pull, false),
  $pullAll: onArray('$pullAll', pullAll, false),
};
