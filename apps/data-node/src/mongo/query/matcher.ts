import { evalExpr } from 'mingo/core';
import { type Options } from 'mingo/types';
import { $bitsAllClear, $bitsAllSet, $bitsAnyClear, $bitsAnySet } from 'mingo/operators/query';

import { type Document, isDocument } from '../bson/values.js';
import { badValue, MongoError } from '../errors.js';
import { PREPARED } from './mingo-engine.js';
import { type Operator, type Predicate, valueOperators } from './operators.js';
import { valuesAt } from './paths.js';

/** Compiles a filter; `options` are those of its expressions. Throws 2 BadValue naming an operator that isn't known. */
export const matcher = (filter: Document, options: Options = PREPARED): Predicate =>
  all(
    Object.entries(filter).map(([key, value]) =>
      key.startsWith('$') ? logical(key, value, options) : field(key, value),
    ),
  );

const all = (tests: readonly Predicate[]): Predicate => {
  const [first, second] = tests;
  if (!first) return () => true;
  if (!second) return first;
  return (document) => tests.every((test) => test(document));
};

const logical = (operator: string, value: unknown, options: Options): Predicate => {
  switch (operator) {
    case '$and':
      return all(branches(operator, value, options));
    case '$or': {
      const tests = branches(operator, value, options);
      return (document) => tests.some((test) => test(document));
    }
    case '$nor': {
      const tests = branches(operator, value, options);
      return (document) => !tests.some((test) => test(document));
    }
    case '$expr':
      return (document) => isTrue(evalExpr(document, value, options));
    case '$comment':
      return () => true;
    default:
      throw badValue(`unknown top level operator: ${operator}`);
  }
};

const isTrue = (value: unknown): boolean => value !== undefined && value !== null && value !== false && value !== 0;

const branches = (operator: string, value: unknown, options: Options): Predicate[] => {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isDocument)) {
    throw badValue(`${operator} must be a nonempty array of objects`);
  }
  return value.map((each) => matcher(each, options));
};

const OPERATORS: Record<string, Operator> = {
  ...valueOperators,
  $bitsAllClear: (path, operand) => bits($bitsAllClear, path, operand),
  $bitsAllSet: (path, operand) => bits($bitsAllSet, path, operand),
  $bitsAnyClear: (path, operand) => bits($bitsAnyClear, path, operand),
  $bitsAnySet: (path, operand) => bits($bitsAnySet, path, operand),
  $elemMatch: (path, operand) => hasElement(path, operand),
  $not: (path, operand) => {
    if (!isDocument(operand) && !(operand instanceof RegExp)) throw badValue('$not needs a regex or a document');
    const test = field(path, operand);
    return (document) => !test(document);
  },
  $comment: () => () => true,
};

const field = (path: string, value: unknown): Predicate => {
  const keys = isDocument(value) ? Object.keys(value) : [];
  if (!isDocument(value) || !keys[0]?.startsWith('$') || keys[0] === '$ref' || keys[0] === '$id') {
    return valueOperators.$eq(path, value);
  }
  const { $options, ...operators } = value;
  if ($options !== undefined && value['$regex'] === undefined) throw badValue('$options needs a $regex');
  return all(
    Object.entries(operators).map(([name, operand]) => {
      const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
      if (!operator) throw badValue(`unknown operator: ${name}`);
      return operator(path, name === '$regex' ? withOptions(operand, $options) : operand);
    }),
  );
};

const withOptions = (pattern: unknown, options: unknown): RegExp => {
  try {
    if (pattern instanceof RegExp)
      return new RegExp(pattern.source, options === undefined ? pattern.flags : String(options));
    return new RegExp(String(pattern), options === undefined ? '' : String(options));
  } catch (error) {
    throw new MongoError(51091, `Regular expression is invalid: ${String(error)}`);
  }
};

/** `{ $elemMatch: { $gt: 1 } }` looks at the elements themselves, `{ $elemMatch: { a: 1 } }` at the objects among them. */
const hasElement = (path: string, operand: unknown): Predicate => {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  const [first] = Object.keys(operand);
  const ofValues = first?.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first);
  const test = ofValues ? field('element', operand) : matcher(operand);
  return (document) =>
    valuesAt(document, path).some(
      (value) =>
        Array.isArray(value) &&
        value.some((element) =>
          ofValues ? test({ element }) : (isDocument(element) || Array.isArray(element)) && test(element),
        ),
    );
};

type MingoOperator = typeof $bitsAllSet;

const bits = (operator: MingoOperator, path: string, operand: unknown): Predicate => {
  if (typeof operand !== 'number' && !Array.isArray(operand)) {
    throw badValue(`bit tests support a number or an array of positions, on '${path}'`);
  }
  const test = operator(path, operand, PREPARED);
  return (document) => {
    const values = valuesAt(document, path);
    if (values.some((value) => typeof value === 'bigint'))
      throw badValue(`bit tests of a long ('${path}') are not supported`);
    return isDocument(document) && test(document);
  };
};

/** A filter as it came: an object, or nothing for "all". */
export const parseFilter = (value: unknown, name: string): Document => {
  if (value === undefined || value === null) return {};
  if (!isDocument(value)) throw new MongoError(14, `Expected field '${name}' to be of type object`);
  return value;
};
