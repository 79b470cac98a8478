import { hostname } from 'node:os';

import { type Document } from '../bson/values.js';
import { MongoError } from '../errors.js';
import { ID_INDEX, type Index, numberPrefix } from '../indexes/definition.js';
import { type Collection, namespace } from '../storage/catalog.js';
import { prefixRange, readRange } from '../storage/ranges.js';
import { Arguments } from './arguments.js';
import { type Command, type Engine } from './engine.js';
import { VERSION } from './handshake.js';

/** Documents whose length is looked at to tell the average of a collection. */
const SAMPLE = 1000;

/** Bytes of a collection, by the average of its first documents: exact up to a thousand, near above. */
const sizeOf = (engine: Engine, { number, count }: Collection): number => {
  let [bytes, seen] = [0, 0];
  for (const { value } of readRange(engine.tables.documents, prefixRange(numberPrefix(number)), false)) {
    bytes += value.length;
    seen += 1;
    if (seen === SAMPLE) break;
  }
  return seen === 0 ? 0 : Math.round((bytes / seen) * count);
};

const entriesOf = (engine: Engine, collection: Collection, index: Index): number =>
  index.name === ID_INDEX
    ? collection.count
    : engine.tables.entries.getKeysCount(prefixRange(numberPrefix(index.number)));

export const collStats: Command = (engine, body) => {
  const args = new Arguments('collStats', body, ['scale']);
  const scale = args.count('scale', 1) || 1;
  const collection = engine.catalog.find(args.database, args.collection);
  const size = collection ? sizeOf(engine, collection) : 0;
  const indexes = collection?.indexes ?? [];
  return {
    ns: `${args.database}.${args.collection}`,
    size: Math.round(size / scale),
    count: collection?.count ?? 0,
    ...(collection?.count ? { avgObjSize: Math.round(size / collection.count) } : {}),
    storageSize: Math.round(size / scale),
    nindexes: indexes.length,
    indexNames: indexes.map(({ name }) => name),
    indexEntries: collection
      ? Object.fromEntries(indexes.map((index) => [index.name, entriesOf(engine, collection, index)]))
      : {},
    capped: false,
    scaleFactor: scale,
    ok: 1,
  };
};

export const dbStats: Command = (engine, body) => {
  const args = new Arguments('dbStats', body, ['scale', 'freeStorage']);
  const scale = args.count('scale', 1) || 1;
  const collections = engine.catalog.list(args.database);
  const dataSize = collections.reduce((sum, each) => sum + sizeOf(engine, each), 0);
  const objects = collections.reduce((sum, { count }) => sum + count, 0);
  return {
    db: args.database,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize: objects === 0 ? 0 : dataSize / objects,
    dataSize: dataSize / scale,
    storageSize: dataSize / scale,
    indexes: collections.reduce((sum, { indexes }) => sum + indexes.length, 0),
    scaleFactor: scale,
    ok: 1,
  };
};

/** What a health check asks for: who this is, how long it runs, what it holds. */
export const serverStatus: Command = (engine): Document => {
  const { rss, heapUsed } = process.memoryUsage();
  return {
    host: hostname(),
    version: VERSION,
    process: 'data-node',
    pid: BigInt(process.pid),
    uptime: process.uptime(),
    uptimeMillis: BigInt(Math.round(process.uptime() * 1000)),
    localTime: new Date(),
    mem: { bits: 64, resident: Math.round(rss / 2 ** 20), virtual: 0, heapUsed: Math.round(heapUsed / 2 ** 20) },
    metrics: { cursor: { open: { total: BigInt(engine.cursors.size) } } },
    storageEngine: { name: 'lmdb', persistent: true, readOnly: false },
    ok: 1,
  };
};

/** `renameCollection: 'db.from', to: 'db.to'`; the documents stay where they are. */
export const renameCollection: Command = async (engine, body) => {
  const args = new Arguments('renameCollection', body, ['to', 'dropTarget']);
  const [from, to] = [split(args.string('renameCollection')), split(args.string('to'))];
  return engine.write(() => {
    const collection = engine.catalog.find(...from);
    if (!collection) throw new MongoError(26, `Source collection ${from.join('.')} does not exist`);
    const target = engine.catalog.find(...to);
    if (target === collection) throw new MongoError(20, "Can't rename a collection to itself");
    if (target && !args.boolean('dropTarget'))
      throw new MongoError(48, `target namespace exists: ${namespace(target)}`);
    if (target) engine.catalog.drop(target);
    engine.catalog.rename(collection, ...to);
    return { ok: 1 };
  });
};

const split = (name: string): [string, string] => {
  const dot = name.indexOf('.');
  if (dot < 1) throw new MongoError(73, `Invalid namespace specified: '${name}'`);
  return [name.slice(0, dot), name.slice(dot + 1)];
};
