import { type Document } from 'mongodb';

import { ourNodeOnly, startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

const hundred = async (options: { index: boolean }) => {
  const rows = mongo.collection<Row>();
  await rows.insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id, k: _id % 7, text: 'x'.repeat(100) })));
  if (options.index) await rows.createIndex({ k: 1 });
  return rows;
};

it('tells what a database and a collection hold', async () => {
  const rows = await hundred({ index: true });
  const collection = await mongo.db.command({ collStats: rows.collectionName });
  expect(collection).toMatchObject({ count: 100, nindexes: 2, capped: false });
  expect(Number(collection['size'])).toBeGreaterThan(12_000);
  expect(Number(collection['avgObjSize'])).toBeGreaterThan(120);
  expect(await mongo.db.stats()).toMatchObject({ db: mongo.db.databaseName, objects: 100, indexes: 2, collections: 1 });
  expect(await rows.estimatedDocumentCount()).toBe(100);
});

it('says who it is', async () => {
  const admin = mongo.db.admin();
  expect(await admin.ping()).toMatchObject({ ok: 1 });
  expect(await admin.serverStatus()).toMatchObject({ ok: 1, uptime: expect.any(Number), version: expect.any(String) });
  expect(await admin.buildInfo()).toMatchObject({ versionArray: expect.any(Array), maxBsonObjectSize: 16_777_216 });
  expect(await admin.command({ connectionStatus: 1 })).toMatchObject({ authInfo: expect.anything() });
});

it('renames a collection with its documents and indexes', async () => {
  const rows = await hundred({ index: true });
  const taken = await hundred({ index: false });
  await expect(rows.rename(taken.collectionName)).rejects.toMatchObject({ code: 48 });
  const renamed = await rows.rename(taken.collectionName, { dropTarget: true });
  expect(await renamed.countDocuments({ k: 3 })).toBe(14);
  expect(await renamed.indexes()).toHaveLength(2);
  expect(await rows.countDocuments()).toBe(0);
  await renamed.insertOne({ k: 3 });
  expect(await renamed.countDocuments({ k: 3 })).toBe(15);
});

describe('collMod', () => {
  ourNodeOnly('hides an index from queries and shows it again', async () => {
    const rows = await hundred({ index: true });
    const indexUsed = async (): Promise<unknown> => {
      const plan = (await rows.find({ k: 3 }).explain('queryPlanner')) as Document;
      return plan['queryPlanner'].winningPlan.inputStage?.indexName;
    };
    const change = (hidden: boolean) =>
      mongo.db.command({ collMod: rows.collectionName, index: { keyPattern: { k: 1 }, hidden } });
    expect(await indexUsed()).toBe('k_1');
    expect(await change(true)).toMatchObject({ hidden_old: false, hidden_new: true });
    expect(await indexUsed()).toBeUndefined();
    expect((await rows.indexes()).at(-1)).toMatchObject({ name: 'k_1', hidden: true });
    expect(await rows.countDocuments({ k: 3 })).toBe(14);
    await rows.insertOne({ _id: 500, k: 3 });
    await change(false);
    expect(await rows.countDocuments({ k: 3 })).toBe(15);
  });

  it('changes when the documents of an index expire', async () => {
    const rows = mongo.collection();
    await rows.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const index = { name: 'at_1', expireAfterSeconds: 3600 };
    expect(await mongo.db.command({ collMod: rows.collectionName, index })).toMatchObject({
      expireAfterSeconds_new: 3600,
    });
    expect((await rows.indexes()).at(-1)).toMatchObject({ expireAfterSeconds: 3600 });
  });

  it('refuses an index that is not there', async () => {
    const rows = await hundred({ index: true });
    const command = { collMod: rows.collectionName, index: { name: 'none', hidden: true } };
    await expect(mongo.db.command(command)).rejects.toMatchObject({ code: 27 });
  });
});

describe('distinct', () => {
  it.each([false, true])('gives each value once, in order (index: %s)', async (index) => {
    const rows = await hundred({ index });
    expect(await rows.distinct('k')).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await rows.distinct('k', { _id: { $lt: 3 } })).toEqual([0, 1, 2]);
    await rows.deleteMany({ k: 4 });
    await rows.insertMany([{ _id: 200 }, { _id: 201, k: null }, { _id: 202, k: [1, 9] }]);
    expect(await rows.distinct('k')).toEqual([null, 0, 1, 2, 3, 5, 6, 9]);
  });
});
