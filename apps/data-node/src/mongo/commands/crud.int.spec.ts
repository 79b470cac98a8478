import { type Document } from 'mongodb';

import { startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: string | number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

describe('insert', () => {
  it('keeps documents and gives an _id to those without', async () => {
    const rows = mongo.collection();
    await rows.insertMany([{ _id: 'a' as never, n: 1 }, { n: 2 }]);
    expect(await rows.find().sort({ n: 1 }).toArray()).toEqual([
      { _id: 'a', n: 1 },
      { _id: expect.anything(), n: 2 },
    ]);
  });

  it('names a duplicate key with its pattern and value', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 'a' });
    await expect(rows.insertOne({ _id: 'a' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id: 'a' },
      message: expect.stringContaining('E11000 duplicate key error collection: '),
    });
  });

  it('stops at the first refusal when ordered and goes on when not', async () => {
    for (const [ordered, left] of [
      [true, ['a', 'b']],
      [false, ['a', 'b', 'c']],
    ] as const) {
      const rows = mongo.collection<Row>();
      await rows.insertOne({ _id: 'a' });
      const batch = ['b', 'a', 'c'].map((_id) => ({ _id }));
      const error = await rows.insertMany(batch, { ordered }).catch((refusal: unknown) => refusal);
      expect(error).toMatchObject({ code: 11000, writeErrors: [{ index: 1, code: 11000 }] });
      expect((await rows.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(left);
    }
  });

  it('refuses an array as _id and a document above 16 MiB', async () => {
    const rows = mongo.collection();
    await expect(rows.insertOne({ _id: [1] as never })).rejects.toMatchObject({ code: 53 });
    await expect(rows.insertOne({ text: 'x'.repeat(17 * 1024 * 1024) })).rejects.toThrow();
    expect(await rows.countDocuments()).toBe(0);
  });
});

describe('update', () => {
  it('counts what it matched and what it changed', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany([1, 2, 3].map((_id) => ({ _id, n: _id, kind: 'x' })));
    expect(await rows.updateOne({ n: { $gt: 1 } }, { $set: { n: 9 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    });
    expect(await rows.updateMany({}, { $set: { kind: 'x' } })).toMatchObject({ matchedCount: 3, modifiedCount: 0 });
    expect(await rows.updateOne({ _id: 7 }, { $set: { n: 1 } })).toMatchObject({ matchedCount: 0, upsertedCount: 0 });
  });

  it.each([
    [{ $inc: { n: 2 } }, { n: 3 }],
    [{ $mul: { n: 5 } }, { n: 5 }],
    [{ $min: { n: 0 } }, { n: 0 }],
    [{ $max: { n: 4 } }, { n: 4 }],
    [{ $unset: { n: '' } }, {}],
    [{ $rename: { n: 'm' } }, { m: 1 }],
    [{ $set: { 'deep.er': 1 } }, { n: 1, deep: { er: 1 } }],
    [{ $push: { list: { $each: [3, 1], $sort: 1, $slice: 2 } } }, { n: 1, list: [1, 3] }],
    [{ $setOnInsert: { m: 1 } }, { n: 1 }],
    [[{ $set: { m: { $add: ['$n', 1] } } }, { $unset: 'n' }], { m: 2 }],
  ])('applies %j', async (update: object, expected) => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 1, n: 1 });
    await rows.updateOne({ _id: 1 }, update);
    expect(await rows.findOne()).toEqual({ _id: 1, ...expected });
  });

  it('changes arrays by operator, by position and by filter', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({
      _id: 1,
      tags: ['a', 'b'],
      lines: [
        { k: 1, v: 1 },
        { k: 2, v: 1 },
      ],
    });
    await rows.updateOne({ _id: 1 }, { $addToSet: { tags: 'a' }, $pull: { lines: { k: 3 } } as never });
    await rows.updateOne({ _id: 1, tags: 'b' }, { $set: { 'tags.$': 'B' } });
    await rows.updateOne({ _id: 1 }, { $set: { 'lines.$[line].v': 5 } }, { arrayFilters: [{ 'line.k': 2 }] });
    expect(await rows.findOne()).toEqual({
      _id: 1,
      tags: ['a', 'B'],
      lines: [
        { k: 1, v: 1 },
        { k: 2, v: 5 },
      ],
    });
  });

  it('upserts what the filter says with the update on top', async () => {
    const rows = mongo.collection<Row>();
    const result = await rows.updateOne(
      { _id: 'a', kind: 'x', n: { $gt: 3 } },
      { $set: { m: 1 }, $setOnInsert: { made: true } },
      { upsert: true },
    );
    expect(result).toMatchObject({ matchedCount: 0, upsertedId: 'a', upsertedCount: 1 });
    expect(await rows.findOne()).toEqual({ _id: 'a', kind: 'x', m: 1, made: true });
  });

  it.each([
    [{ $set: { _id: 2 } }, 66],
    [{ $inc: { text: 1 } }, 14],
    [{ $push: { text: 1 } }, 2],
    [{ $set: { 'text.deep': 1 } }, 28],
    [{ $set: { a: 1 }, $unset: { 'a.b': '' } }, 40],
    [{ $frobnicate: { a: 1 } }, 9],
    [[{ $out: 'elsewhere' }], 72],
  ])('refuses %j with code %i', async (update: object, code) => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 1, text: 'x' });
    await expect(rows.updateOne({ _id: 1 }, update)).rejects.toMatchObject({ code });
    expect(await rows.findOne()).toEqual({ _id: 1, text: 'x' });
  });

  it('replaces whole documents and keeps their _id', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 1, a: 1 });
    await rows.replaceOne({ _id: 1 }, { b: 2 });
    expect(await rows.findOne()).toEqual({ _id: 1, b: 2 });
    await expect(rows.replaceOne({ _id: 1 }, { _id: 2, b: 2 })).rejects.toMatchObject({ code: 66 });
  });
});

describe('delete', () => {
  it('removes one or all', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany([1, 2, 3].map((_id) => ({ _id, k: 'x' })));
    expect(await rows.deleteOne({ k: 'x' })).toMatchObject({ deletedCount: 1 });
    expect(await rows.deleteMany({ k: 'x' })).toMatchObject({ deletedCount: 2 });
    expect(await rows.estimatedDocumentCount()).toBe(0);
  });
});

describe('findAndModify', () => {
  it('gives the document before or after, upserts, sorts and removes', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany([1, 2, 3].map((_id) => ({ _id, n: _id })));
    expect(await rows.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } })).toEqual({ _id: 1, n: 1 });
    expect(await rows.findOneAndUpdate({ _id: 1 }, { $inc: { n: 1 } }, { returnDocument: 'after' })).toEqual({
      _id: 1,
      n: 3,
    });
    expect(
      await rows.findOneAndUpdate({ _id: 9 }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' }),
    ).toEqual({ _id: 9, n: 1 });
    expect(await rows.findOneAndDelete({}, { sort: { n: -1, _id: -1 } })).toEqual({ _id: 3, n: 3 });
    expect(await rows.findOneAndReplace({ _id: 77 }, { n: 1 })).toBeNull();
    expect(await rows.findOneAndUpdate({ _id: 2 }, { $set: { m: 1 } }, { projection: { _id: 0, n: 1 } })).toEqual({
      n: 2,
    });
  });
});

describe('bulkWrite', () => {
  it('mixes operations and reports what each did', async () => {
    const rows = mongo.collection<Row>();
    const result = await rows.bulkWrite([
      { insertOne: { document: { _id: 'a', n: 1 } } },
      { updateOne: { filter: { _id: 'a' }, update: { $inc: { n: 1 } } } },
      { replaceOne: { filter: { _id: 'b' }, replacement: { n: 5 }, upsert: true } },
      { deleteOne: { filter: { _id: 'a' } } },
    ]);
    expect(result).toMatchObject({
      insertedCount: 1,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await rows.find().toArray()).toEqual([{ _id: 'b', n: 5 }]);
  });

  it('refuses a guarded upsert of what is newer already as a duplicate key, and keeps the newer', async () => {
    const rows = mongo.collection<Row>();
    const upsert = (_id: string, position: string, n: number) => ({
      replaceOne: {
        filter: { _id, _position: { $lt: position } },
        replacement: { _position: position, n },
        upsert: true,
      },
    });
    await rows.bulkWrite([upsert('a', '0005', 5), upsert('b', '0001', 1)]);
    const error = await rows
      .bulkWrite([upsert('a', '0004', 4), upsert('b', '0002', 2), upsert('c', '0003', 3)], { ordered: false })
      .catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({
      code: 11000,
      writeErrors: [{ index: 0, code: 11000 }],
      result: { upsertedCount: 1, modifiedCount: 1 },
    });
    expect(await rows.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'a', _position: '0005', n: 5 },
      { _id: 'b', _position: '0002', n: 2 },
      { _id: 'c', _position: '0003', n: 3 },
    ]);
  });
});

describe('two clients at once', () => {
  it('lets exactly one of two compare-and-set updates through, each time', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 'checkpoint', position: 0 });
    const advance = async (): Promise<number> => {
      let won = 0;
      for (let position = 0; position < 50; position++) {
        const filter = { _id: 'checkpoint', position };
        won += (await rows.updateOne(filter, { $set: { position: position + 1 } })).modifiedCount;
      }
      return won;
    };
    const wins = await Promise.all([advance(), advance(), advance(), advance()]);
    expect(wins.reduce((sum, each) => sum + each)).toBe((await rows.findOne())?.['position']);
    expect((await rows.findOne())?.['position']).toBe(50);
  });

  it('loses no increment', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 1, n: 0 });
    await Promise.all(Array.from({ length: 200 }, () => rows.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
    expect(await rows.findOne()).toEqual({ _id: 1, n: 200 });
  });

  it('inserts one of many upserts of the same _id', async () => {
    const rows = mongo.collection<Row>();
    const upsert = () => rows.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { upsert: true });
    const results = await Promise.all(Array.from({ length: 20 }, upsert));
    expect(results.filter(({ upsertedCount }) => upsertedCount === 1)).toHaveLength(1);
    expect(await rows.find().toArray()).toEqual([{ _id: 1, n: 20 }]);
  });
});
