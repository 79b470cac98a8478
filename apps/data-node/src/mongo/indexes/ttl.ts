import { type Engine } from '../commands/engine.js';
import { type Document } from '../bson/values.js';
import { type Collection } from '../storage/catalog.js';
import { type Index } from './definition.js';

/** Documents removed in one transaction, so that a long sweep lets other writes in between. */
const CHUNK = 500;
const SWEEP_EVERY_MS = 60_000;

/** Sweeps every minute, like MongoDB, until it is stopped; `stop` resolves when a running sweep has ended. */
export const startTtlSweeps = (engine: Engine): { stop(): Promise<void> } => {
  let running: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => sweepExpired(engine, new Date())).catch(() => undefined);
  }, SWEEP_EVERY_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};

/** Removes the documents whose date in a TTL index is older than its `expireAfterSeconds`. Answers how many. */
export const sweepExpired = async (engine: Engine, now: Date): Promise<number> => {
  let removed = 0;
  for (const collection of engine.catalog.list()) {
    for (const index of collection.indexes) {
      const filter = expired(index, now);
      for (let count = CHUNK; filter && count === CHUNK; removed += count) {
        count = await engine.write(() => removeSome(engine, collection, filter));
      }
    }
  }
  return removed;
};

/** What has expired by an index: among the documents it holds, if it is partial. */
const expired = ({ fields, expireAfterSeconds, partialFilter }: Index, now: Date): Document | undefined => {
  const [field] = fields;
  if (expireAfterSeconds === undefined || !field) return undefined;
  const old = { [field.path]: { $lt: new Date(now.getTime() - expireAfterSeconds * 1000) } };
  return partialFilter ? { $and: [partialFilter, old] } : old;
};

const removeSome = (engine: Engine, collection: Collection, filter: Document): number => {
  if (engine.catalog.find(collection.database, collection.name) !== collection) return 0;
  const found = [...engine.executor.find(collection, { filter, sort: [], skip: 0, limit: CHUNK })];
  for (const { document } of found) engine.documents.remove(collection, document);
  return found.length;
};
