import { type FindIn } from '../aggregate/lookup.js';
import { runPipeline } from '../aggregate/run.js';
import { countOnly, splitPipeline } from '../aggregate/split.js';
import { type Document, encode } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { type Found } from '../query/execute.js';
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
  const findIn: FindIn = (name, filter) =>
    engine.executor.find(engine.catalog.find(args.database, name), { filter, sort: [], skip: 0, limit: 0 });
  const namespace = `${args.database}.${args.collection}`;
  const counted = countOnly(rest);
  let documents: Iterable<Buffer>;
  if (counted) {
    const count = engine.executor.count(collection, query);
    documents = count === 0 ? [] : [encode({ _id: counted.id, [counted.name]: count })];
  } else documents = rest.length === 0 ? bytesOf(found) : runPipeline(decoded(found), rest, findIn).map(encode);
  return {
    cursorReply: engine.cursors.start(namespace, documents, typeof batchSize === 'number' ? batchSize : undefined),
  };
};

function* bytesOf(found: Iterable<Found>): Generator<Buffer> {
  for (const { bytes } of found) yield bytes;
}

function* decoded(found: Iterable<Found>): Generator<Document> {
  for (const { document } of found) yield document;
}
