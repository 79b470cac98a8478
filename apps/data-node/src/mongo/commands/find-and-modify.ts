import { type Document } from '../bson/values.js';
import { failedToParse } from '../errors.js';
import { parseFilter } from '../query/matcher.js';
import { parseSort } from '../query/order.js';
import { projection } from '../query/projection.js';
import { parseUpdate } from '../update/parse.js';
import { runUpdate } from '../update/run.js';
import { Arguments } from './arguments.js';
import { type Command, type Engine } from './engine.js';
import { parseHint, queryOptions } from './query-options.js';
import { parseArrayFilters } from './update.js';

const FIELDS = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'arrayFilters',
  'hint',
  'collation',
  'bypassDocumentValidation',
  'let',
];

/** Also under the name `findandmodify`. */
export const findAndModify: Command = async (engine, body) => {
  const command = 'findandmodify' in body ? 'findandmodify' : 'findAndModify';
  const args = new Arguments(command, body, FIELDS);
  const filter = parseFilter(args.get('query'), 'query');
  const project = projection(args.document('fields'), filter) ?? ((document: Document) => document);
  const run = args.boolean('remove') ? parseRemove(args, filter) : parseModify(args, filter);
  const { value, lastErrorObject } = await engine.write(() => run(engine));
  return { lastErrorObject, value: value ? project(value) : null, ok: 1 };
};

interface Outcome {
  readonly value: Document | undefined;
  readonly lastErrorObject: Document;
}

const parseRemove = (args: Arguments, filter: Document): ((engine: Engine) => Outcome) => {
  if (args.get('update') !== undefined) throw failedToParse("Cannot specify both an 'update' and 'remove'=true");
  if (args.boolean('new')) throw failedToParse("Cannot specify both 'new'=true and 'remove'=true");
  const sort = parseSort(args.get('sort'));
  const query = { filter, sort, skip: 0, limit: 1, hint: parseHint(args.get('hint')), ...queryOptions(args) };
  return (engine) => {
    const collection = engine.catalog.find(args.database, args.collection);
    const [found] = engine.executor.find(collection, query);
    if (found && collection) engine.documents.remove(collection, found.document);
    return { value: found?.document, lastErrorObject: { n: found ? 1 : 0 } };
  };
};

const parseModify = (args: Arguments, filter: Document): ((engine: Engine) => Outcome) => {
  if (args.get('update') === undefined) throw failedToParse("Either an 'update' or 'remove'=true must be specified");
  const operation = {
    filter,
    update: parseUpdate(args.get('update')),
    sort: parseSort(args.get('sort')),
    multi: false,
    upsert: args.boolean('upsert'),
    arrayFilters: parseArrayFilters(args.get('arrayFilters')),
    hint: parseHint(args.get('hint')),
    ...queryOptions(args),
  };
  const wantsNew = args.boolean('new');
  return (engine) => {
    const known = engine.catalog.find(args.database, args.collection);
    if (!known && !operation.upsert) {
      return { value: undefined, lastErrorObject: { n: 0, updatedExisting: false } };
    }
    const result = runUpdate(engine, known ?? engine.catalog.create(args.database, args.collection), operation);
    const { upserted, matched } = result;
    return {
      value: wantsNew ? (upserted ?? result.after) : result.before,
      lastErrorObject: {
        n: matched + (upserted ? 1 : 0),
        updatedExisting: matched > 0,
        ...(upserted ? { upserted: upserted['_id'] } : {}),
      },
    };
  };
};
