import { encode } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { parseFilter } from '../query/matcher.js';
import { parseSort } from '../query/order.js';
import { projection } from '../query/projection.js';
import { type Found, type Query } from '../query/query.js';
import { Arguments } from './arguments.js';
import { type Command } from './engine.js';
import { parseHint, queryOptions } from './query-options.js';

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
  'let',
  'allowPartialResults',
  'returnKey',
  'showRecordId',
  'tailable',
  'awaitData',
  'oplogReplay',
  'min',
  'max',
];

const NOT_OFFERED = ['returnKey', 'showRecordId', 'oplogReplay'];

export const parseFind = (body: Record<string, unknown>): Arguments => {
  const args = new Arguments('find', body, FIELDS);
  if (args.boolean('tailable'))
    throw new MongoError(2, 'error processing query: tailable cursor requested on non capped collection');
  if (args.boolean('awaitData')) throw new MongoError(9, 'Cannot set awaitData without tailable');
  const option = NOT_OFFERED.find((name) => args.boolean(name)) ?? ['min', 'max'].find((name) => args.document(name));
  if (option) throw new MongoError(238, `find: the option '${option}' is not supported`);
  return args;
};

export const queryOf = (args: Arguments): Query => ({
  filter: parseFilter(args.get('filter'), 'filter'),
  sort: parseSort(args.get('sort')),
  skip: args.count('skip'),
  limit: args.count('limit'),
  hint: parseHint(args.get('hint')),
  ...queryOptions(args),
});

export const find: Command = (engine, body) => {
  const args = parseFind(body);
  const query = queryOf(args);
  const project = projection(args.document('projection'), query.filter);
  const collection = engine.catalog.find(args.database, args.collection);
  const found = engine.executor.find(collection, query);
  const batchSize = args.get('batchSize') === undefined ? undefined : args.count('batchSize');
  const documents = project ? map(found, (each) => encode(project(each.document, each.score))) : map(found, bytesOf);
  const namespace = `${args.database}.${args.collection}`;
  return { cursorReply: engine.cursors.start(namespace, documents, batchSize, args.boolean('singleBatch')) };
};

const bytesOf = ({ bytes }: Found): Buffer => bytes;

function* map(found: Iterable<Found>, change: (each: Found) => Buffer): Generator<Buffer> {
  for (const each of found) yield change(each);
}
