import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { open } from 'lmdb';
import { type Collection, type Db, type Document, MongoClient } from 'mongodb';

import { startMongo } from '../index.js';

/** The official driver, connected to a database that no other test file uses. */
export interface TestServer {
  readonly client: MongoClient;
  readonly db: Db;
  /** With the name of the database in its path. */
  readonly url: string;
  /** An empty collection that no other test uses. */
  collection<T extends Document = Document>(): Collection<T>;
  close(): Promise<void>;
}

/** A MongoDB that somebody else runs and that the tests are to use: `mongodb://…`. */
const FOREIGN = process.env['MAX_TEST_MONGO'];

/** Tests of what only our own node can do, for instance of what it refuses; skipped on a MongoDB of somebody else. */
export const ourNodeOnly = FOREIGN ? it.skip : it;
export const describeOurNode = FOREIGN ? describe.skip : describe;

let names = 0;

/** A server of our own on a temporary directory, or the one that MAX_TEST_MONGO names. */
export const startTestServer = async (): Promise<TestServer> => {
  const { origin, stop } = FOREIGN ? { origin: FOREIGN, stop: () => Promise.resolve() } : await startOurs();
  const database = `max_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  const url = withDatabase(origin, database);
  const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 5000, promoteLongs: true });
  const db = client.db(database);
  return {
    client,
    db,
    url,
    collection: <T extends Document>() => db.collection<T>(`c${(names += 1)}`),
    close: async () => {
      await db.dropDatabase();
      await client.close();
      await stop();
    },
  };
};

const startOurs = async (): Promise<{ origin: string; stop: () => Promise<void> }> => {
  const directory = await mkdtemp(join(tmpdir(), 'data-node-mongo-'));
  const env = open({ path: directory, noSubdir: false, overlappingSync: false, maxDbs: 16, encoding: 'binary' });
  const server = await startMongo({ env, port: 0, host: '127.0.0.1' });
  return {
    origin: `mongodb://127.0.0.1:${server.port}/`,
    stop: async () => {
      await server.close();
      await env.close();
      await rm(directory, { recursive: true });
    },
  };
};

const withDatabase = (origin: string, database: string): string => {
  const url = new URL(origin);
  url.pathname = `/${database}`;
  // Users are known in the database that the given URL names, or in `admin`.
  if (url.username !== '' && !url.searchParams.has('authSource')) url.searchParams.set('authSource', 'admin');
  return url.href;
};
