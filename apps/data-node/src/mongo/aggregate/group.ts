import { evalExpr } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import { type Options } from 'mingo/types';

import { encodeValue } from '../bson/key-encoding.js';
import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { MemoryBudget, sizeOf } from '../query/memory.js';
import { type Fold, FOLDS } from './folds.js';
import { documentsOf, type Stage } from './stage.js';

interface Field {
  readonly name: string;
  readonly make: () => Fold;
  readonly expression: unknown;
}

/** What is computed for each group: `{ total: { $sum: '$amount' } }`. Throws 15952 naming an accumulator not known. */
export const parseFields = (fields: Document): Field[] =>
  Object.entries(fields).map(([name, field]) => {
    const [operator = '', ...others] = isDocument(field) ? Object.keys(field) : [];
    if (!isDocument(field) || others.length > 0) {
      throw new MongoError(40234, `The field '${name}' must be an accumulator object`);
    }
    const make = Object.hasOwn(FOLDS, operator) ? FOLDS[operator] : undefined;
    if (!make) throw new MongoError(15952, `unknown group operator '${operator}'`);
    return { name, make, expression: field[operator] };
  });

/** Groups that are being made: one fold a field and group. */
export class Groups {
  private readonly groups = new Map<string, { id: unknown; folds: Fold[] }>();
  private readonly budget: MemoryBudget;

  constructor(
    stage: string,
    private readonly fields: readonly Field[],
    private readonly options: Options,
  ) {
    this.budget = new MemoryBudget(stage);
  }

  add(id: unknown, document: Document): void {
    const { folds } = this.group(id);
    for (const [at, { expression }] of this.fields.entries()) {
      const fold = folds[at];
      const value = typeof expression === 'number' ? expression : evalExpr(document, expression, this.options);
      if (fold?.keeps) this.budget.take(sizeOf(value));
      fold?.add(value);
    }
  }

  results(): Document[] {
    return [...this.groups.values()].map(({ id, folds }) => ({
      _id: id,
      ...Object.fromEntries(this.fields.map(({ name }, at) => [name, folds[at]?.result()])),
    }));
  }

  /** Ids that compare as equal are one group: 1, 1n and Decimal128 1.0. */
  private group(id: unknown): { id: unknown; folds: Fold[] } {
    const key = encodeValue(id).toString('latin1');
    const known = this.groups.get(key);
    if (known) return known;
    this.budget.take(200 + 2 * key.length + 100 * this.fields.length);
    const made = { id, folds: this.fields.map(({ make }) => make()) };
    this.groups.set(key, made);
    return made;
  }
}

export const group: Stage = (source, argument, options) => {
  if (!isDocument(argument) || !('_id' in argument)) {
    throw new MongoError(15955, 'a group specification must include an _id');
  }
  const { _id: expression, ...fields } = argument;
  const parsed = parseFields(fields);
  return lazily(() => {
    const groups = new Groups('$group', parsed, options);
    for (const document of documentsOf(source)) {
      groups.add(evalExpr(document, expression, options) ?? null, document);
    }
    return groups.results();
  });
};

/** The documents that `make` gives, made when the first is asked for. */
export const lazily = (make: () => Iterable<Document>): ReturnType<typeof Lazy> =>
  Lazy(
    (function* () {
      yield* make();
    })(),
  );
