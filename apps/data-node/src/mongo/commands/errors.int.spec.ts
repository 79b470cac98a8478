import { type Document, MongoBulkWriteError } from 'mongodb';

import { startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

const unique = async () => {
  const rows = mongo.collection<Row>();
  await rows.createIndex({ k: 1 }, { unique: true });
  await rows.insertMany([1, 2, 3].map((_id) => ({ _id, k: _id })));
  return rows;
};

describe('a duplicate key is named with its pattern and value', () => {
  const refusal = { code: 11000, keyPattern: { k: 1 }, keyValue: { k: 1 } };

  it('by findAndModify, updateMany, replaceOne and an upsert', async () => {
    const rows = await unique();
    await expect(rows.findOneAndUpdate({ _id: 2 }, { $set: { k: 1 } })).rejects.toMatchObject(refusal);
    await expect(rows.findOneAndReplace({ _id: 2 }, { k: 1 })).rejects.toMatchObject(refusal);
    await expect(rows.updateMany({ _id: { $gt: 1 } }, { $set: { k: 1 } })).rejects.toMatchObject(refusal);
    await expect(rows.replaceOne({ _id: 2 }, { k: 1 })).rejects.toMatchObject(refusal);
    await expect(rows.findOneAndUpdate({ _id: 9 }, { $set: { k: 1 } }, { upsert: true })).rejects.toMatchObject(
      refusal,
    );
    expect((await rows.find().sort({ _id: 1 }).toArray()).map(({ k }) => k as number)).toEqual([1, 2, 3]);
  });

  it.each([
    [true, { insertedCount: 1, modifiedCount: 0 }, [1], 4],
    [false, { insertedCount: 2, modifiedCount: 1 }, [1, 3], 5],
  ])(
    'by bulkWrite (ordered: %s), each with its place, and what went before stays',
    async (ordered, counts, places, left) => {
      const rows = await unique();
      const error: unknown = await rows
        .bulkWrite(
          [
            { insertOne: { document: { _id: 4, k: 4 } } },
            { insertOne: { document: { _id: 5, k: 1 } } },
            { insertOne: { document: { _id: 6, k: 6 } } },
            { updateOne: { filter: { _id: 2 }, update: { $set: { k: 1 } } } },
            { replaceOne: { filter: { _id: 3 }, replacement: { k: 33 } } },
          ],
          { ordered },
        )
        .catch((refusal: unknown) => refusal);
      expect(error).toBeInstanceOf(MongoBulkWriteError);
      expect(error).toMatchObject({ ...counts, code: 11000 });
      const writeErrors = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
      expect(writeErrors.map(({ index }) => index)).toEqual(places);
      expect(writeErrors[0]?.errmsg).toMatch(/^E11000 .* index: k_1 dup key: { k: 1 }$/);
      expect(await rows.countDocuments()).toBe(left);
    },
  );
});

it('a write error has its place, its code, the key and its value', async () => {
  const rows = await unique();
  const answer = await mongo.db.command({
    insert: rows.collectionName,
    documents: [
      { _id: 7, k: 7 },
      { _id: 8, k: 1 },
    ],
  });
  expect(answer).toMatchObject({
    ok: 1,
    n: 1,
    writeErrors: [{ index: 1, code: 11000, keyPattern: { k: 1 }, keyValue: { k: 1 }, errmsg: expect.any(String) }],
  });
});

describe('other refusals', () => {
  it('an _id never changes', async () => {
    const rows = await unique();
    const refusal = { code: 66 };
    await expect(rows.updateOne({ _id: 1 }, { $set: { _id: 9 } })).rejects.toMatchObject(refusal);
    await expect(rows.replaceOne({ _id: 1 }, { _id: 9, k: 1 } as never)).rejects.toMatchObject(refusal);
    await expect(rows.findOneAndUpdate({ _id: 1 }, [{ $set: { _id: 9 } }])).rejects.toMatchObject(refusal);
    expect(await rows.updateOne({ _id: 1 }, { $set: { _id: 1, k: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
  });

  it('a document that an update makes too large stays as it was', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 1, text: 'x'.repeat(15 * 1024 * 1024) });
    const grow = { $set: { more: 'y'.repeat(2 * 1024 * 1024) } };
    await expect(rows.updateOne({ _id: 1 }, grow)).rejects.toMatchObject({ code: 17419 });
    expect(await rows.countDocuments({ more: { $exists: true } })).toBe(0);
  });

  it.each([
    [{ find: 7 as never }, 73],
    [{ find: 'x', filter: { a: { $frob: 1 } } }, 2],
    [{ find: 'x', sort: { a: 2 } }, 15975],
    [{ find: 'x', limit: 'many' }, 14],
    [{ update: 'x', updates: [{ q: {}, u: { $frob: { a: 1 } } }] }, 9],
    [{ update: 'x', updates: [{ q: {}, u: { $set: { a: 1 }, $inc: { a: 1 } } }] }, 40],
    [{ listIndexes: 'nowhere' }, 26],
    [{ collMod: 'nowhere', index: { name: 'a_1', hidden: true } }, 26],
    [{ dropIndexes: 'nowhere', index: '*' }, 26],
    [{ renameCollection: 'a.nowhere', to: 'a.there' }, 26],
    [{ frobnicate: 1 }, 59],
    [{ getMore: 77n, collection: 'x' }, 43],
  ])('%j has the code %d of MongoDB', async (command, code) => {
    const db = 'renameCollection' in command ? mongo.client.db('admin') : mongo.db;
    const answer: Document = await db.command(command as Document).catch((error: unknown) => error as Document);
    const first: unknown = answer['writeErrors']?.[0]?.code ?? answer['code'];
    expect(first).toBe(code);
  });
});
