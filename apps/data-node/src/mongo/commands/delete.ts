import { type Document } from '../bson/values.js';
import { failedToParse, unknownField } from '../errors.js';
import { parseFilter } from '../query/matcher.js';
import { type Query } from '../query/query.js';
import { Arguments } from './arguments.js';
import { runBatch, withErrors } from './batch.js';
import { type Command } from './engine.js';
import { checkBatch } from './insert.js';
import { parseHint, queryOptions } from './query-options.js';
import { refuseCollation } from './update.js';

const STATEMENT_FIELDS = new Set(['q', 'limit', 'hint', 'collation']);

export const deleteDocuments: Command = async (engine, body) => {
  const args = new Arguments('delete', body, ['deletes', 'ordered', 'let']);
  const options = queryOptions(args);
  const { database, collection: name } = args;
  const statements = args.documents('deletes');
  checkBatch(statements.length);
  let n = 0;
  const errors = await runBatch(engine, statements, args.boolean('ordered', true), (statement) => {
    const query = { ...parseStatement(statement), ...options };
    const collection = engine.catalog.find(database, name);
    const found = [...engine.executor.find(collection, query)];
    for (const { document } of found) if (collection) engine.documents.remove(collection, document);
    n += found.length;
  });
  return { n, ...withErrors(errors), ok: 1 };
};

const parseStatement = (statement: Document): Query => {
  const unknown = Object.keys(statement).find((field) => !STATEMENT_FIELDS.has(field));
  if (unknown) throw unknownField('delete.deletes', unknown);
  refuseCollation(statement);
  const limit = Number(statement['limit']);
  if (limit !== 0 && limit !== 1) throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
  return { filter: parseFilter(statement['q'], 'q'), sort: [], skip: 0, limit, hint: parseHint(statement['hint']) };
};
