import { Decimal128 } from 'bson';
import { evalExpr } from 'mingo/core';
import * as mingo from 'mingo/operators/expression';
import { type Options } from 'mingo/types';

import {
  add,
  decimalOf,
  divide,
  isNumeric,
  multiply,
  negate,
  type Numeric,
  numericOrThrow,
} from '../bson/arithmetic.js';
import { compareValues, equalValues } from '../bson/compare.js';
import { toDecimal128 } from '../bson/decimal.js';
import { bsonType, isDocument, typeName } from '../bson/values.js';
import { MongoError, typeMismatch } from '../errors.js';

type Expression = (document: unknown, argument: unknown, options: Options) => unknown;

const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** An expression of two operands, by MongoDB's order of all types. */
const comparison =
  (name: string, result: (sign: number) => unknown): Expression =>
  (document, argument, options) =>
    result(compareValues(...pair(name, evalExpr(document, argument, options))));

const pair = (name: string, value: unknown): [unknown, unknown] => {
  if (Array.isArray(value) && value.length === 2) return [value[0], value[1]];
  throw new MongoError(16020, `Expression ${name} takes exactly 2 arguments.`);
};

/** `$add` and `$multiply`: any number of operands; null if one is null or missing. */
const folded =
  (name: string, combine: typeof add, start: number): Expression =>
  (document, argument, options) => {
    const operands = listOf(evalExpr(document, argument, options));
    if (operands.some(isNothing)) return null;
    const date = name === '$add' ? operands.find((each) => each instanceof Date) : undefined;
    const numbers = operands.filter((each) => each !== date).map((each) => numericOrThrow(each, name));
    const total = numbers.reduce<Numeric>((sum, each) => combine(sum, each), start);
    return date instanceof Date ? new Date(date.getTime() + Number(total.toString())) : total;
  };

const subtract: Expression = (document, argument, options) => {
  const [a, b] = pair('$subtract', evalExpr(document, argument, options));
  if (isNothing(a) || isNothing(b)) return null;
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date) return new Date(a.getTime() - Number(numericOrThrow(b, '$subtract').toString()));
  return add(numericOrThrow(a, '$subtract'), negate(numericOrThrow(b, '$subtract')));
};

const quotient: Expression = (document, argument, options) => {
  const [a, b] = pair('$divide', evalExpr(document, argument, options));
  if (isNothing(a) || isNothing(b)) return null;
  const divisor = numericOrThrow(b, '$divide');
  if (equalValues(divisor, 0)) throw new MongoError(2, "can't $divide by zero");
  return divide(numericOrThrow(a, '$divide'), divisor);
};

/** mingo's arithmetic on doubles; a long or a decimal would lose digits in it and is refused. */
const doublesOnly =
  (name: string, expression: Expression): Expression =>
  (document, argument, options) => {
    const operands = evalExpr(document, argument, options);
    const wide = listOf(operands).find((each) => typeof each === 'bigint' || each instanceof Decimal128);
    if (wide !== undefined) throw typeMismatch(`${name} of a ${typeName(wide)} is not supported here`);
    return expression(document, operands, options);
  };

const conversion =
  (name: string, convert: (value: unknown) => unknown): Expression =>
  (document, argument, options) => {
    const value = evalExpr(document, argument, options);
    const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (isNothing(only)) return null;
    const converted = convert(only);
    if (converted !== undefined) return converted;
    throw new MongoError(241, `Failed to convert ${typeName(only)} '${String(only)}' in ${name}`);
  };

const asDecimal = (value: unknown): Decimal128 | undefined => {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (value instanceof Decimal128) return value;
  if (isNumeric(value)) {
    const exact = decimalOf(value);
    return exact ? toDecimal128(exact) : Decimal128.fromString(String(value));
  }
  return typeof value === 'string' && NUMERAL.test(value) ? Decimal128.fromString(value) : undefined;
};

const NUMERAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

const asLong = (value: unknown): bigint | undefined => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof Date) return BigInt(value.getTime());
  if (typeof value === 'string') return /^[+-]?\d+$/.test(value) ? BigInt.asIntN(64, BigInt(value)) : undefined;
  const number = isNumeric(value) ? Math.trunc(Number(value.toString())) : NaN;
  return Number.isSafeInteger(number) ? BigInt(number) : undefined;
};

const asDouble = (value: unknown): number | undefined => {
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.getTime();
  if (isNumeric(value)) return Number(value.toString());
  return typeof value === 'string' && NUMERAL.test(value) ? Number(value) : undefined;
};

const asInt = (value: unknown): number | undefined => {
  const long = asLong(value);
  return long !== undefined && long === BigInt.asIntN(32, long) ? Number(long) : undefined;
};

const asString = (value: unknown): string | undefined => {
  if (value instanceof Date) return value.toISOString();
  if (bsonType(value) === 'ObjectId' || bsonType(value) === 'Decimal128') return String(value);
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ? String(value) : undefined;
};

const { $abs, $ceil, $exp, $floor, $ln, $log, $log10, $mod, $pow, $round, $sqrt, $trunc } = mingo;
const DOUBLES = { $abs, $ceil, $exp, $floor, $ln, $log, $log10, $mod, $pow, $round, $sqrt, $trunc };

/** The expressions whose results depend on BSON's types, in place of mingo's. */
export const bsonExpressions: Record<`$${string}`, Expression> = {
  $eq: comparison('$eq', (sign) => sign === 0),
  $ne: comparison('$ne', (sign) => sign !== 0),
  $gt: comparison('$gt', (sign) => sign > 0),
  $gte: comparison('$gte', (sign) => sign >= 0),
  $lt: comparison('$lt', (sign) => sign < 0),
  $lte: comparison('$lte', (sign) => sign <= 0),
  $cmp: comparison('$cmp', Math.sign),
  $add: folded('$add', add, 0),
  $multiply: folded('$multiply', multiply, 1),
  $subtract: subtract,
  $divide: quotient,
  ...Object.fromEntries(
    Object.entries(DOUBLES).map(([name, fn]) => [
      name,
      doublesOnly(name, (d, a, o) => Reflect.apply(fn, undefined, [d, a, o])),
    ]),
  ),
  $toDecimal: conversion('$toDecimal', asDecimal),
  $toLong: conversion('$toLong', asLong),
  $toInt: conversion('$toInt', asInt),
  $toDouble: conversion('$toDouble', asDouble),
  $toString: conversion('$toString', asString),
  $type: (document, argument, options) => typeName(evalExpr(document, argument, options)),
  $isNumber: (document, argument, options) => isNumeric(evalExpr(document, argument, options)),
  $mergeObjects: (document, argument, options) =>
    Object.assign({}, ...listOf(evalExpr(document, argument, options)).filter(isDocument)),
  $in: (document, argument, options) => {
    const [value, list] = pair('$in', evalExpr(document, argument, options));
    if (!Array.isArray(list)) throw new MongoError(40081, '$in requires an array as a second argument');
    return list.some((each) => equalValues(each, value));
  },
};

/** mingo's versions compare or convert by JavaScript's rules; they are refused by name rather than wrong. */
export const LEFT_OUT = new Set(
  (
    '$function $convert $toHashedIndexKey $median $percentile $sortArray $setDifference $setEquals $setIntersection ' +
    '$setIsSubset $setUnion $indexOfArray $maxN $minN $firstN $lastN'
  ).split(' '),
);
