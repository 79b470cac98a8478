import { elementsOf } from '../bson/raw.js';
import { decode, type Document, isDocument } from '../bson/values.js';
import { failedToParse, MongoError, typeMismatch, unknownField } from '../errors.js';
import { parseFilter } from '../query/matcher.js';
import { parseSort } from '../query/order.js';
import { type Query } from '../query/query.js';
import { parseUpdate } from '../update/parse.js';
import { runUpdate, type UpdateOperation } from '../update/run.js';
import { Arguments } from './arguments.js';
import { runBatch, withErrors } from './batch.js';
import { type Command } from './engine.js';
import { checkBatch } from './insert.js';
import { parseHint, queryOptions } from './query-options.js';

const STATEMENT_FIELDS = new Set(['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'sort', 'c']);

export const update: Command = async (engine, body) => {
  const args = new Arguments('update', body, ['updates', 'ordered', 'bypassDocumentValidation', 'let']);
  const { database, collection: name } = args;
  const options = queryOptions(args);
  const statements = args.array('updates');
  checkBatch(statements.length);
  let [n, nModified] = [0, 0];
  const upserted: Document[] = [];
  const errors = await runBatch(engine, statements, args.boolean('ordered', true), (statement, index) => {
    const operation = parseStatement(statement, options);
    const collection = engine.catalog.find(database, name);
    if (!collection && !operation.upsert) return;
    const result = runUpdate(engine, collection ?? engine.catalog.create(database, name), operation);
    n += result.matched + (result.upserted ? 1 : 0);
    nModified += result.modified;
    if (result.upserted) upserted.push({ index, _id: result.upserted['_id'] });
  });
  return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...withErrors(errors), ok: 1 };
};

const parseStatement = (raw: unknown, options: Pick<Query, 'variables' | 'deadline'>): UpdateOperation => {
  if (!(raw instanceof Uint8Array)) throw typeMismatch("BSON field 'update.updates' must hold objects");
  const statement = decode(raw);
  const unknown = Object.keys(statement).find((field) => !STATEMENT_FIELDS.has(field));
  if (unknown) throw unknownField('update.updates', unknown);
  refuseCollation(statement);
  const operation = {
    filter: parseFilter(statement['q'], 'q'),
    update: parseUpdate(statement['u'], () => elementsOf(raw, 'u')),
    sort: parseSort(statement['sort']),
    multi: Boolean(statement['multi']),
    upsert: Boolean(statement['upsert']),
    arrayFilters: parseArrayFilters(statement['arrayFilters']),
    hint: parseHint(statement['hint']),
    ...options,
  };
  if (statement['c'] !== undefined) throw new MongoError(238, "update: constants ('c') are not supported, use 'let'");
  if (operation.multi && operation.update.kind === 'replacement') {
    throw failedToParse('multi update is not supported for replacement-style update');
  }
  return operation;
};

export const refuseCollation = (statement: Document): void => {
  const collation = statement['collation'];
  if (isDocument(collation) && collation['locale'] !== 'simple') {
    throw new MongoError(2, `collation '${String(collation['locale'])}' is not supported`);
  }
};

export const parseArrayFilters = (value: unknown): Document[] => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every(isDocument))
    throw failedToParse('arrayFilters must be an array of objects');
  return value;
};
