import { type Reads } from '../aggregate/reads.js';
import { checkStages, runPipeline } from '../aggregate/run.js';
import { countOnly, splitPipeline } from '../aggregate/split.js';
import { splitTarget } from '../aggregate/write.js';
import { type Document, encode } from '../bson/values.js';
import { type Found, type Query } from '../query/query.js';
import { type Reply } from '../wire/reply.js';
import { Arguments } from './arguments.js';
import { type Command, type Engine } from './engine.js';
import { explainCommand } from './explain.js';
import { parseHint, queryOptions } from './query-options.js';
import { writeResults } from './write-results.js';

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
  if (args.boolean('explain')) return explainCommand(engine, args.database, body, 'queryPlanner');
  const { stages, target } = splitTarget(args.documents('pipeline'), args.database);
  checkStages(stages);
  const { query: leading, rest } = splitPipeline(stages);
  const query: Query = { ...leading, hint: parseHint(args.get('hint')), ...queryOptions(args) };
  if (!target) return reply(engine, args, run(engine, args, query, rest));
  return writeResults(engine, target, () => results(engine, args, query, rest)).then(() => reply(engine, args, []));
};

const reply = (engine: Engine, args: Arguments, documents: Iterable<Buffer>): Reply => {
  const size = args.document('cursor')?.['batchSize'];
  const namespace = `${args.database}.${args.collection}`;
  return { cursorReply: engine.cursors.start(namespace, documents, typeof size === 'number' ? size : undefined) };
};

const run = (engine: Engine, args: Arguments, query: Query, rest: readonly Document[]): Iterable<Buffer> => {
  const collection = engine.catalog.find(args.database, args.collection);
  const counted = countOnly(rest);
  if (counted) {
    const count = engine.executor.count(collection, query);
    return count === 0 ? [] : [encode({ _id: counted.id, [counted.name]: count })];
  }
  if (rest.length === 0) return map(engine.executor.find(collection, query), ({ bytes }) => bytes);
  return map(results(engine, args, query, rest), encode);
};

const results = (engine: Engine, args: Arguments, query: Query, rest: readonly Document[]): Iterable<Document> => {
  const find = (name: string, inner: Query): Iterable<Found> =>
    engine.executor.find(engine.catalog.find(args.database, name), inner);
  const documents = map(find(args.collection, query), ({ document }) => document);
  const reads: Reads = { find, variables: query.variables };
  return rest.length === 0 ? documents : runPipeline(documents, rest, reads);
};

function* map<T, R>(items: Iterable<T>, change: (item: T) => R): Generator<R> {
  for (const item of items) yield change(item);
}
