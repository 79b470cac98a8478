import { splitPipeline } from '../aggregate/split.js';
import { type Document, isDocument } from '../bson/values.js';
import { badValue, MongoError } from '../errors.js';
import { ID_INDEX, keyPattern } from '../indexes/definition.js';
import { parseFilter } from '../query/matcher.js';
import { parseSort } from '../query/order.js';
import { type Plan } from '../query/planner.js';
import { type Query, type Stats } from '../query/query.js';
import { type Collection } from '../storage/catalog.js';
import { Arguments } from './arguments.js';
import { type Command, type Engine } from './engine.js';
import { parseFind, queryOf } from './find.js';
import { parseHint } from './query-options.js';

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** Shows the index a command uses and, unless `queryPlanner` is asked for, what it examines. Nothing is written. */
export const explain: Command = (engine, body) => {
  const args = new Arguments('explain', body, ['verbosity']);
  const verbosity = args.get('verbosity') ?? 'allPlansExecution';
  if (typeof verbosity !== 'string' || !VERBOSITIES.includes(verbosity)) {
    throw badValue(`Enumeration value '${String(verbosity)}' for field 'verbosity' is not a valid value.`);
  }
  return explainCommand(engine, args.database, args.document('explain') ?? {}, verbosity);
};

export const explainCommand = (engine: Engine, database: string, inner: Document, verbosity: string): Document => {
  const { name, query } = explained({ ...inner, $db: database });
  const collection = engine.catalog.find(database, name);
  const base = { namespace: `${database}.${name}`, parsedQuery: query.filter, optimizedPipeline: false };
  const winningPlan = collection ? stagesOf(engine, collection, query) : { stage: 'EOF' };
  const queryPlanner = { ...base, winningPlan, rejectedPlans: [] };
  const common = { explainVersion: '1', queryPlanner, command: inner, ok: 1 };
  return verbosity === 'queryPlanner'
    ? common
    : { ...common, executionStats: measured(engine, collection, query, winningPlan) };
};

const measured = (engine: Engine, collection: Collection | undefined, query: Query, plan: Document): Document => {
  const stats: Stats = { keysExamined: 0, documentsExamined: 0 };
  const start = performance.now();
  let nReturned = 0;
  for (const _ of engine.executor.find(collection, query, stats)) nReturned += 1;
  const scansCollection = JSON.stringify(plan).includes('COLLSCAN');
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - start),
    totalKeysExamined: scansCollection ? 0 : stats.keysExamined,
    totalDocsExamined: stats.documentsExamined,
    executionStages: withCounts(plan, nReturned, stats),
  };
};

/** The stages of a plan, each with what it examined. */
const withCounts = (stage: Document, nReturned: number, stats: Stats): Document => ({
  ...stage,
  nReturned: stage['stage'] === 'IXSCAN' ? stats.documentsExamined : nReturned,
  ...(stage['stage'] === 'IXSCAN' ? { keysExamined: stats.keysExamined } : {}),
  ...(['FETCH', 'COLLSCAN', 'IDHACK'].includes(String(stage['stage']))
    ? { docsExamined: stats.documentsExamined }
    : {}),
  ...(stage['stage'] === 'IDHACK' ? { keysExamined: stats.keysExamined } : {}),
  ...(isDocument(stage['inputStage']) ? { inputStage: withCounts(stage['inputStage'], nReturned, stats) } : {}),
});

const stagesOf = (engine: Engine, collection: Collection, query: Query): Document => {
  if ('$text' in query.filter) return textStages(collection, query);
  const chosen = engine.executor.plan(collection, query);
  const read = readStages(chosen, query);
  const ordered = chosen.sorted
    ? read
    : { stage: 'SORT', sortPattern: patternOf(query), memLimit: 104_857_600, inputStage: read };
  const skipped = query.skip > 0 ? { stage: 'SKIP', skipAmount: query.skip, inputStage: ordered } : ordered;
  return query.limit > 0 ? { stage: 'LIMIT', limitAmount: query.limit, inputStage: skipped } : skipped;
};

const patternOf = ({ sort }: Query): Document =>
  Object.fromEntries(sort.map(({ path, direction }) => [path, direction]));

const readStages = (chosen: Plan, { filter, sort }: Query): Document => {
  const direction = chosen.reverse ? 'backward' : 'forward';
  if (chosen.ids?.length === 1 && Object.keys(filter).length === 1) return { stage: 'IDHACK', indexName: ID_INDEX };
  if (chosen.bounded === 0 && chosen.index.name === ID_INDEX && !(chosen.sorted && sort.length > 0)) {
    return { stage: 'COLLSCAN', ...(Object.keys(filter).length > 0 ? { filter } : {}), direction };
  }
  const scan = {
    stage: 'IXSCAN',
    keyPattern: keyPattern(chosen.index),
    indexName: chosen.index.name,
    isMultiKey: chosen.index.multikey,
    isUnique: chosen.index.unique,
    isSparse: chosen.index.sparse,
    isPartial: chosen.index.partialFilter !== undefined,
    direction,
    ranges: chosen.ranges.length,
  };
  return { stage: 'FETCH', ...(chosen.exact ? {} : { filter }), inputStage: scan };
};

const textStages = ({ indexes }: Collection, { filter }: Query): Document => {
  const index = indexes.find(({ weights }) => weights);
  if (!index) throw new MongoError(27, 'text index required for $text query');
  const scan = { stage: 'IXSCAN', keyPattern: keyPattern(index), indexName: index.name, isMultiKey: true };
  return { stage: 'TEXT_MATCH', indexName: index.name, parsedTextQuery: filter['$text'], inputStage: scan };
};

const explained = (inner: Document): { name: string; query: Query } => {
  const [command = ''] = Object.keys(inner);
  const name = String(inner[command]);
  const simple = (filter: unknown, sort?: unknown, limit = 0, hint?: unknown): { name: string; query: Query } => ({
    name,
    query: { filter: parseFilter(filter, 'query'), sort: parseSort(sort), skip: 0, limit, hint: parseHint(hint) },
  });
  const statement = (list: unknown): Document => {
    const [first]: unknown[] = Array.isArray(list) ? list : [];
    return isDocument(first) ? first : {};
  };
  switch (command) {
    case 'find':
      return { name, query: queryOf(parseFind(inner)) };
    case 'aggregate': {
      const pipeline = Array.isArray(inner['pipeline']) ? inner['pipeline'].filter(isDocument) : [];
      return { name, query: { ...splitPipeline(pipeline).query, hint: parseHint(inner['hint']) } };
    }
    case 'count':
    case 'distinct':
      return simple(inner['query'], undefined, 0, inner['hint']);
    case 'findAndModify':
    case 'findandmodify':
      return simple(inner['query'], inner['sort'], 1, inner['hint']);
    case 'update': {
      const { q, multi, hint } = statement(inner['updates']);
      return simple(q, undefined, multi ? 0 : 1, hint);
    }
    case 'delete': {
      const { q, limit, hint } = statement(inner['deletes']);
      return simple(q, undefined, Number(limit ?? 0), hint);
    }
    default:
      throw new MongoError(59, `Explain failed due to unknown or unsupported command: ${command}`);
  }
};
