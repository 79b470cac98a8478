import { $push } from 'mingo/operators/accumulator';
import { type Options } from 'mingo/types';

import { add, divide, isNumeric, type Numeric } from '../bson/arithmetic.js';
import { compareValues } from '../bson/compare.js';
import { encodeValue } from '../bson/key-encoding.js';
import { isDocument } from '../bson/values.js';

type Accumulator = (documents: Record<string, unknown>[], expression: unknown, options: Options) => unknown;

const sum = (values: readonly Numeric[]): Numeric => values.reduce<Numeric>((total, each) => add(total, each), 0);

const numbersOf: (...args: Parameters<Accumulator>) => Numeric[] = (...args) => evaluate(...args).filter(isNumeric);

/** The expression for each document; the documents themselves if mingo has evaluated already. */
const evaluate: (...args: Parameters<Accumulator>) => unknown[] = (documents, expression, options) =>
  $push(documents, expression, options);

const extreme =
  (direction: 1 | -1): Accumulator =>
  (...args) =>
    evaluate(...args)
      .filter((value) => value !== null && value !== undefined)
      .reduce<unknown>(
        (best, value) => (best === null || compareValues(value, best) * direction < 0 ? value : best),
        null,
      );

const average: Accumulator = (...args) => {
  const numbers = numbersOf(...args);
  return numbers.length === 0 ? null : divide(sum(numbers), numbers.length);
};

/** The accumulators whose results depend on BSON's types, in place of mingo's: sums of longs and decimals are exact. */
export const bsonAccumulators: Record<`$${string}`, Accumulator> = {
  $sum: (...args) => sum(numbersOf(...args)),
  $avg: average,
  $min: extreme(1),
  $max: extreme(-1),
  $mergeObjects: (...args) => Object.assign({}, ...evaluate(...args).filter(isDocument)),
  $addToSet: (...args) => [
    ...new Map(evaluate(...args).map((value) => [encodeValue(value).toString('latin1'), value])).values(),
  ],
};
