import { Aggregator } from 'mingo/aggregator';

import { type Document, isDocument } from '../bson/values.js';
import { badValue } from '../errors.js';
import { prepared } from '../query/mingo-engine.js';

/** An update given as a pipeline, whose stages map one document to one. */
export const applyPipeline = (document: Document, stages: readonly Document[], variables?: Document): Document => {
  const [result] = new Aggregator([...stages], prepared(variables)).run([document]);
  if (!isDocument(result)) throw badValue('the update pipeline did not give a document');
  return result;
};
