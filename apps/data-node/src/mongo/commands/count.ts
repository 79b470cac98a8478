import { encodeValue } from '../bson/key-encoding.js';
import { distinctByIndex } from '../query/distinct.js';
import { parseFilter } from '../query/matcher.js';
import { valuesAt } from '../query/paths.js';
import { Arguments } from './arguments.js';
import { type Command } from './engine.js';
import { parseHint, queryOptions } from './query-options.js';

export const count: Command = (engine, body) => {
  const args = new Arguments('count', body, ['query', 'limit', 'skip', 'hint', 'collation', 'fields']);
  const query = {
    filter: parseFilter(args.get('query'), 'query'),
    sort: [],
    skip: args.count('skip'),
    limit: args.count('limit'),
    hint: parseHint(args.get('hint')),
    ...queryOptions(args),
  };
  return { n: engine.executor.count(engine.catalog.find(args.database, args.collection), query), ok: 1 };
};

export const distinct: Command = (engine, body) => {
  const args = new Arguments('distinct', body, ['key', 'query', 'collation', 'hint']);
  const path = args.string('key');
  const filter = parseFilter(args.get('query'), 'query');
  const collection = engine.catalog.find(args.database, args.collection);
  const quick = collection && distinctByIndex(engine.tables, engine.documents, collection, path, filter);
  if (quick) return { values: quick, ok: 1 };
  const query = { filter, sort: [], skip: 0, limit: 0, hint: parseHint(args.get('hint')), ...queryOptions(args) };
  const values = new Map<string, unknown>();
  for (const { document } of engine.executor.find(collection, query)) {
    for (const value of valuesAt(document, path).flatMap((each) => (Array.isArray(each) ? each : [each]))) {
      if (value !== undefined) values.set(encodeValue(value).toString('latin1'), value);
    }
  }
  return { values: [...values.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), ok: 1 };
};
