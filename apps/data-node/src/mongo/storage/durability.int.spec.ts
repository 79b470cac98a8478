import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { open, type RootDatabase } from 'lmdb';
import { MongoClient } from 'mongodb';

import { createEngine } from '../commands/engine.js';
import { startMongo } from '../index.js';
import { sweepExpired } from '../indexes/ttl.js';
import { ourNodeOnly } from '../testing/mongo-server.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'data-node-mongo-'));
});
afterEach(() => rm(directory, { recursive: true }));

const openEnv = (): RootDatabase =>
  open({ path: directory, noSubdir: false, overlappingSync: false, maxDbs: 16, encoding: 'binary' });

const withServer = async (work: (client: MongoClient, env: RootDatabase) => Promise<void>): Promise<void> => {
  const env = openEnv();
  const server = await startMongo({ env, port: 0, host: '127.0.0.1' });
  const client = await MongoClient.connect(`mongodb://127.0.0.1:${server.port}`);
  await work(client, env);
  await client.close();
  await server.close();
  await env.close();
};

ourNodeOnly('has documents, counts and indexes again after a restart', async () => {
  await withServer(async (client) => {
    const rows = client.db('d').collection('rows');
    await rows.createIndex({ k: 1 }, { unique: true });
    await rows.createIndex({ t: 1 });
    await rows.insertMany([1, 2, 3].map((k) => ({ k, t: [k, k + 1] })));
    await rows.deleteOne({ k: 2 });
  });
  await withServer(async (client) => {
    const rows = client.db('d').collection('rows');
    expect(await rows.estimatedDocumentCount()).toBe(2);
    expect(await rows.countDocuments({ t: 4 })).toBe(1);
    expect((await rows.indexes()).map(({ name }) => name)).toEqual(['_id_', 'k_1', 't_1']);
    await expect(rows.insertOne({ k: 3 })).rejects.toMatchObject({ code: 11000 });
  });
});

ourNodeOnly(
  'reads through an open cursor while writes go on, and ends cleanly while clients are connected',
  async () => {
    await withServer(async (client) => {
      const rows = client.db('d').collection<{ _id: number }>('rows');
      await rows.insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id })));
      const cursor = rows.find({}, { batchSize: 10 });
      await cursor.next();
      await rows.insertMany(Array.from({ length: 500 }, (_, n) => ({ _id: n + 500 })));
      expect(await cursor.toArray()).toHaveLength(999);
    });
  },
);

ourNodeOnly('removes expired documents in a sweep, and only those', async () => {
  await withServer(async (client, env) => {
    const sessions = client.db('d').collection<{ _id: number; at?: unknown }>('sessions');
    await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const now = new Date('2026-05-01T12:00:00Z');
    const before = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
    await sessions.insertMany([
      { _id: 1, at: before(61) },
      { _id: 2, at: before(59) },
      { _id: 3 },
      { _id: 4, at: 'long ago' },
      { _id: 5, at: [before(10), before(100)] },
    ]);
    expect(await sweepExpired(createEngine(env), now)).toBe(2);
    expect((await sessions.find().toArray()).map(({ _id }) => _id)).toEqual([2, 3, 4]);
  });
});

ourNodeOnly('expires by a partial index only what that index holds', async () => {
  await withServer(async (client, env) => {
    const sessions = client.db('d').collection<{ _id: number; at: Date; done: boolean }>('sessions');
    const now = new Date('2026-05-01T12:00:00Z');
    const at = new Date(now.getTime() - 61_000);
    const partialFilterExpression = { done: true };
    await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 60, partialFilterExpression });
    await sessions.insertMany([
      { _id: 1, at, done: true },
      { _id: 2, at, done: false },
      { _id: 3, at: now, done: true },
    ]);
    expect(await sweepExpired(createEngine(env), now)).toBe(1);
    expect((await sessions.find().toArray()).map(({ _id }) => _id)).toEqual([2, 3]);
  });
});

ourNodeOnly(
  'keeps a page of a hundred thousand documents as cheap as of a hundred',
  async () => {
    await withServer(async (client) => {
      const rows = client.db('d').collection<{ _id: number; rank: number }>('rows');
      await rows.createIndex({ rank: 1 });
      for (let from = 0; from < 100_000; from += 10_000) {
        await rows.insertMany(
          Array.from({ length: 10_000 }, (_, n) => ({ _id: from + n, rank: ((from + n) * 7919) % 100_003 })),
        );
      }
      const page = rows
        .find({ rank: { $gt: 50_000 } })
        .sort({ rank: 1 })
        .limit(51);
      const { executionStats } = await page.explain('executionStats');
      expect(executionStats).toMatchObject({ nReturned: 51, totalKeysExamined: 51, totalDocsExamined: 51 });
      const ranks = (await page.toArray()).map(({ rank }) => rank);
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      expect(await rows.countDocuments()).toBe(100_000);
    });
  },
  120_000,
);
