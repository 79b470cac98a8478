import { type Document, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { keyPattern } from '../indexes/definition.js';
import { type Query, type Stats } from '../query/execute.js';
import { parseFilter } from '../query/matcher.js';
import { Arguments } from './arguments.js';
import { splitPipeline } from '../aggregate/split.js';
import { type Command } from './engine.js';
import { parseFind, queryOf } from './find.js';

/** Shows the index a find, count, distinct or aggregate uses and, unless `queryPlanner` is asked for, what it examines. */
export const explain: Command = (engine, body) => {
  const args = new Arguments('explain', body, ['verbosity']);
  const inner = args.document('explain') ?? {};
  const { name, query } = explained({ ...inner, $db: args.database });
  const collection = engine.catalog.find(args.database, name);
  const base = { namespace: `${args.database}.${name}`, parsedQuery: query.filter };
  if (!collection) return { queryPlanner: { ...base, winningPlan: { stage: 'EOF' } }, ok: 1 };
  const chosen = engine.executor.plan(collection, query);
  const scan: Document =
    chosen.bounded === 0 && !(chosen.sorted && query.sort.length > 0)
      ? { stage: 'COLLSCAN', direction: 'forward' }
      : {
          stage: 'IXSCAN',
          indexName: chosen.index.name,
          keyPattern: keyPattern(chosen.index),
          isMultiKey: chosen.index.multikey,
          direction: chosen.reverse ? 'backward' : 'forward',
          ranges: chosen.ranges.length,
        };
  const winningPlan = chosen.sorted ? scan : { stage: 'SORT', sortPattern: query.sort, inputStage: scan };
  const queryPlanner = { ...base, winningPlan, rejectedPlans: [] };
  if (args.get('verbosity') === 'queryPlanner') return { queryPlanner, ok: 1 };
  const stats: Stats = { keysExamined: 0, documentsExamined: 0 };
  let nReturned = 0;
  for (const _ of engine.executor.find(collection, query, stats)) nReturned += 1;
  const executionStats = {
    executionSuccess: true,
    nReturned,
    totalKeysExamined: stats.keysExamined,
    totalDocsExamined: stats.documentsExamined,
  };
  return { queryPlanner, executionStats, ok: 1 };
};

const explained = (inner: Document): { name: string; query: Query } => {
  const [command = ''] = Object.keys(inner);
  const name = String(inner[command]);
  if (command === 'find') return { name, query: queryOf(parseFind(inner)) };
  if (command === 'aggregate') {
    const pipeline = Array.isArray(inner['pipeline']) ? inner['pipeline'].filter(isDocument) : [];
    return { name, query: splitPipeline(pipeline).query };
  }
  if (command === 'count' || command === 'distinct') {
    return { name, query: { filter: parseFilter(inner['query'], 'query'), sort: [], skip: 0, limit: 0 } };
  }
  throw new MongoError(59, `Explain failed due to unknown or unsupported command: ${command}`);
};
