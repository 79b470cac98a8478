import { Context } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as stages from 'mingo/operators/pipeline';
import * as projections from 'mingo/operators/projection';
import * as windows from 'mingo/operators/window';

import { QUERY_OPTIONS } from '../query/matcher.js';

/** What would write elsewhere or run code isn't offered; it is refused by name as an unknown stage or operator. */
const { $out: _out, $merge: _merge, ...readOnlyStages } = stages;
const { $function: _function, ...safeExpressions } = expressions;
const { $accumulator: _accumulator, ...safeAccumulators } = accumulators;

export const PIPELINE_OPTIONS = {
  ...QUERY_OPTIONS,
  context: Context.from(QUERY_OPTIONS.context)
    .addExpressionOps(safeExpressions)
    .addAccumulatorOps(safeAccumulators)
    .addPipelineOps(readOnlyStages)
    .addProjectionOps(projections)
    .addWindowOps(windows),
};
