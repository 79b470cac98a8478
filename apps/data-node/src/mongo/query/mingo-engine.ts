import { Context, ProcessingMode } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import * as stages from 'mingo/operators/pipeline';
import * as projections from 'mingo/operators/projection';
import * as queryOperators from 'mingo/operators/query';
import { Query } from 'mingo/query';
import { type Options } from 'mingo/types';

import { bsonAccumulators } from '../aggregate/accumulators.js';
import { bsonExpressions, LEFT_OUT } from '../aggregate/expressions.js';
import { bsonStages } from '../aggregate/stages.js';
import { type Document } from '../bson/values.js';
import { forMingo } from './for-mingo.js';
import { valueOperators } from './operators.js';

const { $where: _where, $jsonSchema: _schema, ...safeQueries } = queryOperators;
const { $addFields, $facet, $limit, $project, $replaceRoot, $replaceWith, $set, $skip, $unset } = stages;

const safeExpressions = Object.fromEntries(Object.entries(expressions).filter(([name]) => !LEFT_OUT.has(name)));

/**
 * mingo with the operators by BSON's rules in place of its own (the first registration of a name counts), and without
 * those that would run code, write elsewhere or compare by JavaScript's rules: they are refused by name. It evaluates
 * expressions, projections with operators, and the stages of a pipeline that indexes can't serve.
 */
export const ENGINE = {
  idKey: '_id',
  processingMode: ProcessingMode.CLONE_OFF,
  useStrictMode: true,
  failOnError: true,
  scriptEnabled: false,
  context: Context.init()
    .addQueryOps(forMingo(valueOperators))
    .addQueryOps(safeQueries)
    .addExpressionOps(forMingo(bsonExpressions))
    .addExpressionOps(forMingo(safeExpressions))
    .addAccumulatorOps(forMingo(bsonAccumulators))
    .addPipelineOps(forMingo(bsonStages))
    .addPipelineOps({ $addFields, $facet, $limit, $project, $replaceRoot, $replaceWith, $set, $skip, $unset })
    .addProjectionOps(projections),
};

/**
 * The options in the form mingo makes of them. Handed over as they are above, it would copy the whole table of operators
 * for each expression it evaluates, which takes longer than a find.
 */
export const PREPARED: Options = prepare({});

/** As PREPARED, with what `$$name` stands for. */
export const prepared = (variables: Document | undefined): Options =>
  variables && Object.keys(variables).length > 0 ? prepare(variables) : PREPARED;

function prepare(variables: Document): Options {
  let options: Options | undefined;
  const $prepare = (_path: string, _value: unknown, made: Options): (() => boolean) => {
    options = made;
    return () => true;
  };
  const context = Context.from(ENGINE.context).addQueryOps(forMingo({ $prepare }));
  new Query({ _: { $prepare: 1 } }, { ...ENGINE, context, variables });
  if (!options) throw new Error('mingo did not hand out its options');
  return options;
}
