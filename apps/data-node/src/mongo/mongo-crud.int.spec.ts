import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { open, type RootDatabase } from 'lmdb';
import { MongoClient } from 'mongodb';

import { type RunningMongo, startMongo } from './index.js';

let dir: string;
let env: RootDatabase;
let server: RunningMongo;
let client: MongoClient;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'data-node-mongo-'));
  env = open({ path: join(dir, 'data.mdb'), maxDbs: 16, overlappingSync: false });
  server = await startMongo({ env, port: 0, host: '127.0.0.1' });
  client = await MongoClient.connect(`mongodb://127.0.0.1:${server.port}`, { serverSelectionTimeoutMS: 3000 });
});

afterAll(async () => {
  await client.close();
  await server.close();
  await env.close();
  await rm(dir, { recursive: true });
});

test('smoke', async () => {
  const c = client.db('t').collection<{ _id: string; a?: number; s?: string }>('c');
  await c.insertMany([
    { _id: 'x', a: 1 },
    { _id: 'y', a: 2 },
    { _id: 'z', a: 3 },
  ]);
  expect(
    await c
      .find({ a: { $gt: 1 } })
      .sort({ a: -1 })
      .toArray(),
  ).toEqual([
    { _id: 'z', a: 3 },
    { _id: 'y', a: 2 },
  ]);
  await expect(c.insertOne({ _id: 'x' })).rejects.toMatchObject({
    code: 11000,
    keyPattern: { _id: 1 },
    keyValue: { _id: 'x' },
  });
  expect(await c.updateOne({ _id: 'x' }, { $set: { s: 'q' }, $inc: { a: 5 } })).toMatchObject({
    matchedCount: 1,
    modifiedCount: 1,
  });
  expect(await c.findOne({ _id: 'x' })).toEqual({ _id: 'x', a: 6, s: 'q' });
  await c.createIndex({ a: 1 });
  expect(
    (
      await c
        .find({ a: { $gt: 1 } })
        .sort({ a: 1 })
        .limit(1)
        .explain()
    )['queryPlanner'].winningPlan.indexName,
  ).toBe('a_1');
  expect(
    await c
      .find({ a: { $gt: 2 } })
      .sort({ a: 1 })
      .toArray(),
  ).toHaveLength(2);
  expect(await c.countDocuments({ a: 2 })).toBe(1);
  expect(await c.find({}, { batchSize: 1 }).toArray()).toHaveLength(3);
  expect(await c.distinct('a')).toEqual([2, 3, 6]);
  expect(
    await c.aggregate([{ $match: { a: { $gt: 2 } } }, { $group: { _id: null, n: { $sum: '$a' } } }]).toArray(),
  ).toEqual([{ _id: null, n: 9 }]);
  const r = await c.bulkWrite([
    { replaceOne: { filter: { _id: 'n' }, replacement: { a: 9 }, upsert: true } },
    { deleteOne: { filter: { _id: 'y' } } },
  ]);
  expect(r).toMatchObject({ upsertedCount: 1, deletedCount: 1 });
  expect(await c.findOneAndUpdate({ _id: 'n' }, { $set: { a: 10 } }, { returnDocument: 'after' })).toEqual({
    _id: 'n',
    a: 10,
  });
  expect(await client.db('t').listCollections().toArray()).toMatchObject([{ name: 'c' }]);
  await c.drop();
});
