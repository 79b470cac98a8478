import { Aggregator } from 'mingo/aggregator';
import { Context, OpType } from 'mingo/core';

import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { forMingo } from '../query/for-mingo.js';
import { ENGINE, PREPARED } from '../query/mingo-engine.js';
import { type FindIn, lookupStage } from './lookup.js';

/** Runs the stages that are left after the index served part. Throws 40324 naming a stage that isn't supported. */
export const runPipeline = (documents: Iterable<Document>, stages: readonly Document[], find: FindIn): Document[] => {
  stages.forEach(checkStage);
  const options = usesLookup(stages)
    ? { ...ENGINE, context: Context.from(ENGINE.context).addPipelineOps(forMingo({ $lookup: lookupStage(find) })) }
    : PREPARED;
  return new Aggregator([...stages], options).run([...documents]).filter(isDocument);
};

const checkStage = (stage: Document): void => {
  const [name = '', ...others] = Object.keys(stage);
  if (others.length > 0 || name === '') {
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  if (name !== '$lookup' && !ENGINE.context.getOperator(OpType.PIPELINE, name)) {
    throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
  const facets = stage['$facet'];
  if (isDocument(facets)) {
    for (const inner of Object.values(facets)) if (Array.isArray(inner)) inner.filter(isDocument).forEach(checkStage);
  }
};

const usesLookup = (stages: readonly Document[]): boolean =>
  stages.some((stage) => {
    const facets = stage['$facet'];
    return (
      '$lookup' in stage ||
      (isDocument(facets) &&
        Object.values(facets)
          .flat()
          .some((each) => isDocument(each) && '$lookup' in each))
    );
  });
