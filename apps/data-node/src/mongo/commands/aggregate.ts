import { Aggregator } from 'mingo/aggregator';

import { PIPELINE_OPTIONS } from '../aggregate/context.js';
import { splitPipeline } from '../aggregate/split.js';
import { type Document, encode, isDocument } from '../bson/values.js';
import { badValue, MongoError } from '../errors.js';
import { Arguments } from './arguments.js';
import { type Command } from './engine.js';

const FIELDS = [
  'pipeline',
  'cursor',
  'allowDiskUse',
  'hint',
  'collation',
  'bypassDocumentValidation',
  'let',
  'explain',
];

export const aggregate: Command = (engine, body) => {
  const args = new Arguments('aggregate', body, FIELDS);
  if (args.document('let')) throw new MongoError(238, "aggregate: the option 'let' is not supported");
  const { query, rest } = splitPipeline(args.documents('pipeline'));
  const collection = engine.catalog.find(args.database, args.collection);
  const batchSize = args.document('cursor')?.['batchSize'];
  const found = engine.executor.find(collection, query);
  const namespace = `${args.database}.${args.collection}`;
  const documents = rest.length === 0 ? bytesOf(found) : runStages(found, rest);
  return {
    cursorReply: engine.cursors.start(namespace, documents, typeof batchSize === 'number' ? batchSize : undefined),
  };
};

function* bytesOf(found: Iterable<{ bytes: Buffer }>): Generator<Buffer> {
  for (const { bytes } of found) yield bytes;
}

function* runStages(found: Iterable<{ document: Document }>, stages: readonly Document[]): Generator<Buffer> {
  const input = [...found].map(({ document }) => document);
  for (const result of new Aggregator([...stages], PIPELINE_OPTIONS).run(input)) {
    if (!isDocument(result)) throw badValue('a pipeline stage gave something other than a document');
    yield encode(result);
  }
}
