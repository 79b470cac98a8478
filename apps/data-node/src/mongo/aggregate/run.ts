import { Aggregator } from 'mingo/aggregator';
import { Context, OpType } from 'mingo/core';

import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { forMingo } from '../query/for-mingo.js';
import { ENGINE, prepared } from '../query/mingo-engine.js';
import { graphLookup } from './graph-lookup.js';
import { lookup } from './lookup.js';
import { type Reads, type RunOn } from './reads.js';
import { splitPipeline } from './split.js';
import { unionWith } from './union.js';

/** The stages that look into other collections. */
const JOINS = ['$lookup', '$graphLookup', '$unionWith'];

/** Runs the stages that are left after the index served part, one document after the other where they allow it. */
export function* runPipeline(
  documents: Iterable<Document>,
  stages: readonly Document[],
  reads: Reads,
): Generator<Document> {
  const options = stages.some(joins)
    ? { ...ENGINE, context: withJoins(reads), variables: reads.variables ?? {} }
    : prepared(reads.variables);
  const results = new Aggregator([...stages], options).stream(documents);
  for (let next = results.next(); !next.done; next = results.next()) {
    const value: unknown = next.value;
    if (isDocument(value)) yield value;
  }
}

/** Throws 40324 naming a stage that isn't supported, 40323 for what isn't a stage, also within other stages. */
export const checkStages = (stages: readonly unknown[], inner = false): void => {
  for (const stage of stages) {
    const [name = '', ...others] = isDocument(stage) ? Object.keys(stage) : [];
    if (!isDocument(stage) || others.length > 0 || name === '') {
      throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
    if (name === '$changeStream') {
      throw new MongoError(40573, 'The $changeStream stage is only supported on replica sets');
    }
    if (inner && ['$facet', '$out', '$merge'].includes(name)) {
      throw new MongoError(40600, `${name} is not allowed to be used within another stage`);
    }
    if (!JOINS.includes(name) && !ENGINE.context.getOperator(OpType.PIPELINE, name)) {
      throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    }
    for (const pipeline of innerPipelines(stage)) checkStages(pipeline, name === '$facet');
  }
};

const innerPipelines = (stage: Document): unknown[][] => {
  const [argument] = Object.values(stage);
  if (!isDocument(argument)) return [];
  const candidates = '$facet' in stage ? Object.values(argument) : [argument['pipeline']];
  return candidates.filter(Array.isArray);
};

const joins = (stage: Document): boolean =>
  JOINS.some((name) => name in stage) ||
  innerPipelines(stage).some((inner) => inner.some((each) => isDocument(each) && joins(each)));

const withJoins = (reads: Reads): Context => {
  const runOn: RunOn = (collection, pipeline, variables) => {
    const { query, rest } = splitPipeline(pipeline);
    const documents = decoded(reads.find(collection, { ...query, variables }));
    return rest.length === 0 ? documents : runPipeline(documents, rest, { ...reads, variables });
  };
  const stages = {
    $lookup: lookup(reads, runOn),
    $graphLookup: graphLookup(reads),
    $unionWith: unionWith(reads, runOn),
  };
  return Context.from(ENGINE.context).addPipelineOps(forMingo(stages));
};

function* decoded(found: Iterable<{ readonly document: Document }>): Generator<Document> {
  for (const { document } of found) yield document;
}
