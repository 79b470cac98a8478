import { encodeValue } from '../bson/key-encoding.js';
import { parseFilter } from '../query/matcher.js';
import { valuesAt } from '../query/paths.js';
import { Arguments } from './arguments.js';
import { type Command } from './engine.js';

export const count: Command = (engine, body) => {
  const args = new Arguments('count', body, ['query', 'limit', 'skip', 'hint', 'collation', 'fields']);
  const query = {
    filter: parseFilter(args.get('query'), 'query'),
    sort: [],
    skip: args.count('skip'),
    limit: args.count('limit'),
  };
  return { n: engine.executor.count(engine.catalog.find(args.database, args.collection), query), ok: 1 };
};

export const distinct: Command = (engine, body) => {
  const args = new Arguments('distinct', body, ['key', 'query', 'collation', 'hint']);
  const path = args.string('key');
  const query = { filter: parseFilter(args.get('query'), 'query'), sort: [], skip: 0, limit: 0 };
  const values = new Map<string, unknown>();
  for (const { document } of engine.executor.find(engine.catalog.find(args.database, args.collection), query)) {
    for (const value of valuesAt(document, path).flatMap((each) => (Array.isArray(each) ? each : [each]))) {
      if (value !== undefined) values.set(encodeValue(value).toString('latin1'), value);
    }
  }
  return { values: [...values.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), ok: 1 };
};
