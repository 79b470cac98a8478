import { $push } from 'mingo/operators/accumulator';
import { type Options } from 'mingo/types';

import { FOLDS } from './folds.js';

type Accumulator = (documents: Record<string, unknown>[], expression: unknown, options: Options) => unknown;

/** The accumulators as expressions on arrays (`{ $sum: '$amounts' }`), in place of mingo's. */
export const bsonAccumulators: Record<`$${string}`, Accumulator> = Object.fromEntries(
  Object.entries(FOLDS).map(([name, make]): [string, Accumulator] => [
    name,
    // mingo's $push evaluates the expression for each document, or gives the values if it has done so already.
    (documents, expression, options) => {
      const fold = make();
      for (const value of $push(documents, expression, options)) fold.add(value);
      return fold.result();
    },
  ]),
);
