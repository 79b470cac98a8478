import { evalExpr } from 'mingo/core';

import { type Document, isDocument } from '../bson/values.js';
import { failedToParse, typeMismatch } from '../errors.js';
import { PREPARED } from '../query/mingo-engine.js';
import { type Hint } from '../query/planner.js';
import { type Query } from '../query/query.js';
import { type Arguments } from './arguments.js';

type Options = Pick<Query, 'variables' | 'deadline'>;

/** What a command says about all of its queries: `let` and `maxTimeMS`. */
export const queryOptions = (args: Arguments): Options => {
  const variables = args.document('let');
  const time = args.count('maxTimeMS');
  return {
    ...(variables ? { variables: evaluated(variables) } : {}),
    ...(time > 0 ? { deadline: Date.now() + time } : {}),
  };
};

const evaluated = (variables: Document): Document => {
  const values = evalExpr({}, variables, PREPARED);
  if (!isDocument(values)) throw failedToParse("'let' must be an object");
  return values;
};

/** A hint as it came: the name of an index, or its key. An empty one is none. */
export const parseHint = (value: unknown): Hint | undefined => {
  if (value === undefined || value === null || (isDocument(value) && Object.keys(value).length === 0)) return undefined;
  if (typeof value === 'string' || isDocument(value)) return value;
  throw typeMismatch('Hint must be a string or an object');
};
