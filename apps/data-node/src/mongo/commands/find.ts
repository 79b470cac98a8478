import { encode } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { type Found, type Query } from '../query/execute.js';
import { parseFilter } from '../query/matcher.js';
import { parseSort } from '../query/order.js';
import { projection } from '../query/projection.js';
import { Arguments } from './arguments.js';
import { type Command } from './engine.js';

const FIELDS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'allowDiskUse',
  'noCursorTimeout',
  'collation',
  'returnKey',
  'showRecordId',
  'let',
  'allowPartialResults',
];

export const queryOf = (args: Arguments): Query => ({
  filter: parseFilter(args.get('filter'), 'filter'),
  sort: parseSort(args.get('sort')),
  skip: args.count('skip'),
  limit: args.count('limit'),
});

export const parseFind = (body: Record<string, unknown>): Arguments => {
  const args = new Arguments('find', body, FIELDS);
  for (const option of ['returnKey', 'showRecordId']) {
    if (args.boolean(option)) throw unsupported(option);
  }
  if (args.document('let')) throw unsupported('let');
  return args;
};

const unsupported = (option: string): MongoError =>
  new MongoError(238, `find: the option '${option}' is not supported`);

export const find: Command = (engine, body) => {
  const args = parseFind(body);
  const query = queryOf(args);
  const project = projection(args.document('projection'), query.filter);
  const collection = engine.catalog.find(args.database, args.collection);
  const found = engine.executor.find(collection, query);
  const batchSize = args.get('batchSize') === undefined ? undefined : args.count('batchSize');
  const documents = project ? map(found, (each) => encode(project(each.document))) : map(found, (each) => each.bytes);
  const namespace = `${args.database}.${args.collection}`;
  return { cursorReply: engine.cursors.start(namespace, documents, batchSize, args.boolean('singleBatch')) };
};

function* map(found: Iterable<Found>, bytesOf: (each: Found) => Buffer): Generator<Buffer> {
  for (const each of found) yield bytesOf(each);
}
