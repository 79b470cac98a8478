import { encodeValue } from '../bson/key-encoding.js';
import { decode, type Document, encode, isDocument } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { describeIndex, ID_INDEX, type Index, keyPattern, numberPrefix } from '../indexes/definition.js';
import { parseIndex } from '../indexes/parse.js';
import { matcher } from '../query/matcher.js';
import { type Collection, namespace } from '../storage/catalog.js';
import { prefixRange, readRange } from '../storage/ranges.js';
import { Arguments } from './arguments.js';
import { type Command, type Engine } from './engine.js';

/** Makes all of the wanted indexes or, if one is refused, none. */
export const createIndexes: Command = async (engine, body) => {
  const args = new Arguments('createIndexes', body, ['indexes', 'commitQuorum']);
  const specs = args.documents('indexes');
  const create = () => {
    const known = engine.catalog.find(args.database, args.collection);
    const collection = known ?? engine.catalog.create(args.database, args.collection);
    const numIndexesBefore = collection.indexes.length;
    for (const spec of specs) createIndex(engine, collection, spec);
    return {
      numIndexesBefore,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: !known,
      ...(collection.indexes.length === numIndexesBefore ? { note: 'all indexes already exist' } : {}),
      ok: 1,
    };
  };
  return engine.write(() => engine.allOrNothing(create));
};

/** Builds the entries of a new index. If a document refuses, the caller undoes those made so far. */
const createIndex = (engine: Engine, collection: Collection, spec: Document): void => {
  const wanted = parseIndex(spec, 0);
  if (wanted.partialFilter) matcher(wanted.partialFilter);
  if (alreadyThere(collection, wanted)) return;
  const index: Index = { ...wanted, number: engine.catalog.nextNumber() };
  for (const { value } of readRange(engine.tables.documents, prefixRange(numberPrefix(collection.number)), false)) {
    engine.documents.addToIndex(collection, index, decode(value));
  }
  collection.indexes = [...collection.indexes, index];
  engine.catalog.save(collection);
};

const alreadyThere = (collection: Collection, wanted: Index): boolean => {
  const sameKey = (index: Index): boolean => sameValue(keyPattern(index), keyPattern(wanted));
  if (sameValue(keyPattern(wanted), { _id: 1 })) return true;
  const byName = collection.indexes.find(({ name }) => name === wanted.name);
  const byKey = collection.indexes.find(
    (index) => sameKey(index) && sameValue(index.partialFilter, wanted.partialFilter),
  );
  if (!byName && !byKey) return false;
  if (wanted.weights && collection.indexes.some(({ name, weights }) => weights && name !== wanted.name)) {
    throw new MongoError(67, 'only one text index per collection allowed');
  }
  if (byName && !sameKey(byName)) {
    throw new MongoError(
      86,
      `An existing index has the same name as the requested index but another key: ${wanted.name}`,
    );
  }
  const existing = byName ?? byKey;
  const { key: _, ...options } = describeIndex(wanted);
  const { key: __, ...present } = existing ? describeIndex(existing) : { key: {} };
  if (sameValue(options, present)) return true;
  throw new MongoError(85, `An equivalent index already exists with a different name or options: ${existing?.name}`);
};

const sameValue = (a: unknown, b: unknown): boolean => encodeValue(a).equals(encodeValue(b));

export const listIndexes: Command = (engine, body) => {
  const args = new Arguments('listIndexes', body, ['cursor']);
  const collection = engine.catalog.find(args.database, args.collection);
  if (!collection) throw new MongoError(26, `ns does not exist: ${args.database}.${args.collection}`);
  const documents = collection.indexes.map((index) => encode(describeIndex(index)));
  return { cursorReply: engine.cursors.start(namespace(collection), documents, Infinity) };
};

export const dropIndexes: Command = async (engine, body) => {
  const args = new Arguments('dropIndexes', body, ['index']);
  return engine.write(() => {
    const collection = engine.catalog.find(args.database, args.collection);
    if (!collection) throw new MongoError(26, `ns not found ${args.database}.${args.collection}`);
    const nIndexesWas = collection.indexes.length;
    const dropped = selected(collection, args.get('index'));
    collection.indexes = collection.indexes.filter((index) => !dropped.includes(index));
    engine.catalog.save(collection);
    for (const index of dropped) engine.catalog.clearIndex(index);
    return { nIndexesWas, ok: 1 };
  });
};

const selected = (collection: Collection, which: unknown): Index[] => {
  if (which === '*') return collection.indexes.filter(({ name }) => name !== ID_INDEX);
  if (Array.isArray(which)) return which.flatMap((each) => selected(collection, each));
  const found = collection.indexes.filter((index) =>
    isDocument(which) ? sameValue(keyPattern(index), which) : index.name === which,
  );
  if (found.some(({ name }) => name === ID_INDEX)) throw new MongoError(72, 'cannot drop _id index');
  if (found.length === 0)
    throw new MongoError(
      27,
      `index not found with name [${String(isDocument(which) ? JSON.stringify(which) : which)}]`,
    );
  return found;
};
