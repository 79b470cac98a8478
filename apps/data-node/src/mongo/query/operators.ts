import { compareTexts, equalValues } from '../bson/compare.js';
import { encodeValue } from '../bson/key-encoding.js';
import { bsonType, isDocument, typeName } from '../bson/values.js';
import { badValue } from '../errors.js';
import { candidatesAt, valuesAt } from './paths.js';

export type Predicate = (document: unknown) => boolean;
export type Operator = (path: string, operand: unknown) => Predicate;

/**
 * The operators that look at values, by MongoDB's rules for BSON types, in place of mingo's own, which know JavaScript's
 * types only: 1n equals 1, Decimal128 compares with numbers, a range never crosses types, null means missing too.
 */
const equals = (path: string, operand: unknown): Predicate => {
  if (operand instanceof RegExp) return matches(path, operand);
  if (operand === null || operand === undefined) {
    return (document) => candidatesAt(document, path).some((value) => value === null || value === undefined);
  }
  return (document) => candidatesAt(document, path).some((value) => value !== undefined && equalValues(value, operand));
};

const isOneOf = (path: string, operand: unknown): Predicate => {
  if (!Array.isArray(operand)) throw badValue('$in needs an array');
  const patterns = operand.filter((each) => each instanceof RegExp).map((each) => matches(path, each));
  const values = new Set(operand.filter((each) => !(each instanceof RegExp)).map(codeOf));
  return (document) =>
    candidatesAt(document, path).some((value) => values.has(codeOf(value))) || patterns.some((test) => test(document));
};

const codeOf = (value: unknown): string =>
  typeof value === 'string' ? `s${value}` : `b${encodeValue(value).toString('latin1')}`;

/** `holds` gets the sign of the comparison. Only values of the operand's own type are compared. */
const compares =
  (holds: (sign: number) => boolean) =>
  (path: string, operand: unknown): Predicate => {
    if (operand instanceof RegExp) throw badValue(`Can't have RegEx as arg to predicate over field '${path}'.`);
    if (operand === null || operand === undefined) return holds(0) ? equals(path, null) : () => false;
    if (typeof operand === 'string') {
      return (document) =>
        candidatesAt(document, path).some((value) => typeof value === 'string' && holds(compareTexts(value, operand)));
    }
    const code = encodeValue(operand);
    const anyType = bsonType(operand) === 'MinKey' || bsonType(operand) === 'MaxKey';
    const nan = Number.isNaN(operand);
    return (document) =>
      candidatesAt(document, path).some((value) => {
        if (value === undefined || (value === null && !anyType)) return false;
        if (nan || Number.isNaN(value)) return nan && Number.isNaN(value) && holds(0);
        const other = encodeValue(value);
        return (anyType || other[0] === code[0]) && holds(Buffer.compare(other, code));
      });
  };

/** The BSON decoder turns the option `s` into JavaScript's `g`, which would make a pattern remember its last match. */
const withoutMemory = (pattern: RegExp): RegExp =>
  pattern.global ? new RegExp(pattern.source, pattern.flags.replace('g', 's')) : pattern;

const matches = (path: string, operand: unknown): Predicate => {
  const pattern = withoutMemory(operand instanceof RegExp ? operand : new RegExp(String(operand)));
  return (document) =>
    candidatesAt(document, path).some((value) =>
      value instanceof RegExp ? String(value) === String(pattern) : typeof value === 'string' && pattern.test(value),
    );
};

const exists = (path: string, operand: unknown): Predicate => {
  const wanted = Boolean(operand);
  return (document) => valuesAt(document, path).some((value) => value !== undefined) === wanted;
};

const hasSize = (path: string, operand: unknown): Predicate => {
  if (!Number.isInteger(Number(operand)) || Number(operand) < 0) throw badValue('$size must be a whole number');
  return (document) =>
    valuesAt(document, path).some((value) => Array.isArray(value) && value.length === Number(operand));
};

const hasRemainder = (path: string, operand: unknown): Predicate => {
  if (!Array.isArray(operand) || operand.length !== 2) throw badValue('malformed mod, needs two elements');
  const [divisor, remainder] = operand.map((each) => BigInt(Math.trunc(Number(each))));
  if (!divisor) throw badValue('divisor cannot be 0');
  return (document) =>
    candidatesAt(document, path).some((value) => {
      if (typeof value === 'bigint') return value % divisor === remainder;
      return typeof value === 'number' && Number.isFinite(value) && BigInt(Math.trunc(value)) % divisor === remainder;
    });
};

const TYPE_NAMES = 'double string object array binData undefined objectId bool date null regex'.split(' ');
const TYPE_NUMBERS: Record<number, string> = {
  ...Object.fromEntries(TYPE_NAMES.map((name, at) => [at + 1, name])),
  13: 'javascript',
  14: 'symbol',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  [-1]: 'minKey',
  127: 'maxKey',
};
const NUMBERS = ['int', 'long', 'double', 'decimal'];

const hasType = (path: string, operand: unknown): Predicate => {
  const wanted = new Set(
    (Array.isArray(operand) ? operand : [operand]).flatMap((each) => {
      const name = typeof each === 'number' ? TYPE_NUMBERS[each] : String(each);
      if (name === 'number') return NUMBERS;
      if (name === undefined || !Object.values(TYPE_NUMBERS).includes(name)) {
        throw badValue(`Unknown type name alias: ${String(each)}`);
      }
      return [name];
    }),
  );
  return (document) => candidatesAt(document, path).some((value) => wanted.has(typeName(value)));
};

const containsAll = (path: string, operand: unknown): Predicate => {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return () => false;
  const tests = operand.map((each) => {
    if (isDocument(each) && '$elemMatch' in each) throw badValue('$all with $elemMatch is not supported');
    return equals(path, each);
  });
  return (document) => tests.every((test) => test(document));
};

const not =
  (operator: (path: string, operand: unknown) => Predicate) =>
  (path: string, operand: unknown): Predicate => {
    const test = operator(path, operand);
    return (document) => !test(document);
  };

export const valueOperators = {
  $eq: equals,
  $ne: not(equals),
  $in: isOneOf,
  $nin: not(isOneOf),
  $gt: compares((sign) => sign > 0),
  $gte: compares((sign) => sign >= 0),
  $lt: compares((sign) => sign < 0),
  $lte: compares((sign) => sign <= 0),
  $regex: matches,
  $exists: exists,
  $size: hasSize,
  $mod: hasRemainder,
  $type: hasType,
  $all: containsAll,
} satisfies Record<string, Operator>;
