import { encode } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { describeIndex, idIndex } from '../indexes/definition.js';
import { matcher, parseFilter } from '../query/matcher.js';
import { namespace } from '../storage/catalog.js';
import { Arguments } from './arguments.js';
import { type Command } from './engine.js';

export const create: Command = async (engine, body) => {
  const args = new Arguments('create', body, ['autoIndexId', 'idIndex']);
  return engine.write(() => {
    if (engine.catalog.find(args.database, args.collection)) {
      throw new MongoError(48, `Collection ${args.database}.${args.collection} already exists.`);
    }
    engine.catalog.create(args.database, args.collection);
    return { ok: 1 };
  });
};

export const drop: Command = async (engine, body) => {
  const args = new Arguments('drop', body, []);
  return engine.write(() => {
    const collection = engine.catalog.find(args.database, args.collection);
    if (!collection) return { ok: 1 };
    engine.catalog.drop(collection);
    return { nIndexesWas: collection.indexes.length, ns: namespace(collection), ok: 1 };
  });
};

export const dropDatabase: Command = async (engine, body) => {
  const args = new Arguments('dropDatabase', body, []);
  return engine.write(() => {
    for (const collection of engine.catalog.list(args.database)) engine.catalog.drop(collection);
    return { dropped: args.database, ok: 1 };
  });
};

export const listCollections: Command = (engine, body) => {
  const args = new Arguments('listCollections', body, ['filter', 'nameOnly', 'authorizedCollections', 'cursor']);
  const test = matcher(parseFilter(args.get('filter'), 'filter'));
  const nameOnly = args.boolean('nameOnly');
  const found = engine.catalog
    .list(args.database)
    .map(({ name, number }) => ({
      name,
      type: 'collection',
      ...(nameOnly ? {} : { options: {}, info: { readOnly: false }, idIndex: describeIndex(idIndex(number)) }),
    }))
    .filter(test)
    .map(encode);
  return { cursorReply: engine.cursors.start(`${args.database}.$cmd.listCollections`, found, Infinity) };
};

export const listDatabases: Command = (engine, body) => {
  const args = new Arguments('listDatabases', body, ['filter', 'nameOnly', 'authorizedDatabases']);
  const test = matcher(parseFilter(args.get('filter'), 'filter'));
  const names = [...new Set(engine.catalog.list().map(({ database }) => database))].sort();
  const databases = names.map((name) => ({ name, sizeOnDisk: 0, empty: false })).filter(test);
  return { databases, totalSize: 0, totalSizeMb: 0, ok: 1 };
};
