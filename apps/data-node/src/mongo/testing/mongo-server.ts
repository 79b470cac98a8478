import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { open, type RootDatabase } from 'lmdb';
import { type Collection, type Db, type Document, MongoClient } from 'mongodb';

import { type RunningMongo, startMongo } from '../index.js';

/** A server on an environment of its own in a temporary directory, and the official driver connected to it. */
export interface TestServer {
  readonly env: RootDatabase;
  readonly server: RunningMongo;
  readonly client: MongoClient;
  readonly db: Db;
  readonly url: string;
  /** An empty collection that no other test uses. */
  collection<T extends Document = Document>(): Collection<T>;
  close(): Promise<void>;
}

let names = 0;

export const startTestServer = async (): Promise<TestServer> => {
  const directory = await mkdtemp(join(tmpdir(), 'data-node-mongo-'));
  const env = open({ path: directory, noSubdir: false, overlappingSync: false, maxDbs: 16, encoding: 'binary' });
  const server = await startMongo({ env, port: 0, host: '127.0.0.1' });
  const url = `mongodb://127.0.0.1:${server.port}/test`;
  const client = await MongoClient.connect(url, { serverSelectionTimeoutMS: 5000, promoteLongs: true });
  const db = client.db('test');
  return {
    env,
    server,
    client,
    db,
    url,
    collection: <T extends Document>() => db.collection<T>(`c${(names += 1)}`),
    close: async () => {
      await client.close();
      await server.close();
      await env.close();
      await rm(directory, { recursive: true });
    },
  };
};
