import { Decimal128, type Document, Long, Timestamp } from 'mongodb';

import { startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

const after = async (document: Document, update: Document, options: Document = {}): Promise<Document | null> => {
  const rows = mongo.collection<Row>();
  await rows.insertOne({ _id: 1, ...document });
  return rows.findOneAndUpdate({ _id: 1 }, update, { returnDocument: 'after', projection: { _id: 0 }, ...options });
};

const lines = [
  { k: 1, v: 5 },
  { k: 2, v: 1 },
  { k: 3, v: 3 },
];

it.each<[Document, Document, Document]>([
  [{ n: 6 }, { $bit: { n: { and: 3 } } }, { n: 2 }],
  [{ n: 1 }, { $bit: { n: { or: 6, xor: 1 } } }, { n: 6 }],
  [{}, { $bit: { n: { or: 5 } } }, { n: 5 }],
  [{ a: [3] }, { $push: { a: { $each: [1, 2], $position: 0 } } }, { a: [1, 2, 3] }],
  [{ a: [3, 1] }, { $push: { a: { $each: [2], $sort: -1, $slice: 2 } } }, { a: [3, 2] }],
  [{ a: [1, 2, 3] }, { $push: { a: { $each: [4], $slice: -2 } } }, { a: [3, 4] }],
  [{ lines }, { $push: { lines: { $each: [], $sort: { v: 1 }, $slice: 1 } } }, { lines: [{ k: 2, v: 1 }] }],
  [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, Long.fromNumber(2)] } } }, { a: [1, 2] }],
  [{ a: [1, 2, 3, 4] }, { $pull: { a: { $gte: 3 } } }, { a: [1, 2] }],
  [{ lines }, { $pull: { lines: { k: { $ne: 2 } } } }, { lines: [{ k: 2, v: 1 }] }],
  [{ a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
  [{ a: [1, 2] }, { $pop: { a: -1 } }, { a: [2] }],
  [{ a: { b: 1 } }, { $rename: { 'a.b': 'c.d' } }, { a: {}, c: { d: 1 } }],
  [{ n: Decimal128.fromString('1.1') }, { $mul: { n: 3 } }, { n: Decimal128.fromString('3.3') }],
  [{ n: 5 }, { $max: { n: 'text' } }, { n: 'text' }],
  [{ n: new Date(5) }, { $min: { n: new Date(3) } }, { n: new Date(3) }],
])('%j with %j is %j', async (document, update, expected) => {
  expect(await after(document, update)).toEqual(expected);
});

it('$bit keeps a long a long, $currentDate gives a date or a timestamp', async () => {
  const found = await after(
    { n: Long.fromString('4294967297') },
    { $bit: { n: { or: Long.fromNumber(2) } } },
    { promoteLongs: false },
  );
  expect(String(found?.['n'])).toBe('4294967299');
  const dates = await after({}, { $currentDate: { at: true, on: { $type: 'date' }, stamp: { $type: 'timestamp' } } });
  expect(dates).toEqual({ at: expect.any(Date), on: expect.any(Date), stamp: expect.any(Timestamp) });
  await expect(after({}, { $currentDate: { at: 'now' } })).rejects.toMatchObject({ code: 2 });
});

describe('positions in arrays', () => {
  it.each<[Document, Document, number[]]>([
    [{ $inc: { 'lines.$[].v': 1 } }, {}, [6, 2, 4]],
    [{ $set: { 'lines.$[line].v': 0 } }, { arrayFilters: [{ 'line.k': { $gt: 1 } }] }, [5, 0, 0]],
    [{ $set: { 'lines.$[a].v': 7, 'lines.$[b].v': 8 } }, { arrayFilters: [{ 'a.k': 1 }, { 'b.v': 3 }] }, [7, 1, 8]],
  ])('%j with %j', async (update, options, expected) => {
    const found = await after({ lines }, update, options);
    expect((found?.['lines'] as Document[]).map(({ v }) => v as number)).toEqual(expected);
  });

  it('$ is the first element that the filter means', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 1, lines });
    await rows.updateOne({ lines: { $elemMatch: { k: 2, v: 1 } } }, { $set: { 'lines.$.v': 9 } });
    await rows.updateOne({ 'lines.k': 3 }, { $inc: { 'lines.$.v': 1 } });
    expect((await rows.findOne())?.['lines'].map(({ v }: Document) => v as number)).toEqual([5, 9, 4]);
    await expect(rows.updateOne({ _id: 1 }, { $set: { 'lines.$.v': 0 } })).rejects.toMatchObject({ code: 2 });
  });

  it.each([
    [{ $set: { 'lines.$[x].v': 0 } }, {}],
    [{ $set: { 'n.$[].v': 0 } }, {}],
    [{ $push: { n: 1 } }, {}],
    [{ $inc: { n: 'a' } }, {}],
    [{ $pop: { lines: 2 } }, {}],
  ])('refuses %j', async (update, options) => {
    await expect(after({ lines, n: 'x' }, update, options)).rejects.toMatchObject({ code: expect.any(Number) });
  });
});

describe('upserts', () => {
  it('take equalities of the filter, $setOnInsert, and the _id of either', async () => {
    const rows = mongo.collection<Row>();
    const filter = { _id: 1, a: { $eq: 2 }, b: { $gt: 5 }, $and: [{ c: 3 }] };
    await rows.updateOne(filter, { $set: { d: 4 }, $setOnInsert: { e: 5 } }, { upsert: true });
    await rows.replaceOne({ _id: 2 }, { a: 1 }, { upsert: true });
    await rows.updateOne({ _id: 3 }, [{ $set: { n: { $add: ['$_id', 1] } } }], { upsert: true });
    expect(await rows.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, a: 2, c: 3, d: 4, e: 5 },
      { _id: 2, a: 1 },
      { _id: 3, n: 4 },
    ]);
  });

  it('of many, by bulkWrite, tell which were new', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 2, v: 1 });
    const result = await rows.bulkWrite(
      [1, 2, 3].map((_id) => ({
        replaceOne: { filter: { _id, v: { $not: { $gt: 5 } } }, replacement: { v: _id }, upsert: true },
      })),
      { ordered: false },
    );
    expect(result).toMatchObject({ upsertedCount: 2, matchedCount: 1, modifiedCount: 1, upsertedIds: { 0: 1, 2: 3 } });
    expect((await rows.find().sort({ _id: 1 }).toArray()).map(({ v }) => v as number)).toEqual([1, 2, 3]);
  });

  it('of what is newer already are duplicates, and change nothing', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertOne({ _id: 1, position: 5 });
    const older = rows.replaceOne({ _id: 1, position: { $lt: 3 } }, { position: 3 }, { upsert: true });
    await expect(older).rejects.toMatchObject({ code: 11000, keyValue: { _id: 1 } });
    expect(await rows.findOne()).toEqual({ _id: 1, position: 5 });
  });

  it('keep doubles and longs of a replacement as they came', async () => {
    const rows = mongo.collection<Row>();
    await rows.replaceOne(
      { _id: 1 },
      { long: Long.fromNumber(7), amount: Decimal128.fromString('1.50') },
      { upsert: true },
    );
    await rows.replaceOne({ _id: 1 }, { long: Long.fromNumber(8), amount: Decimal128.fromString('2.50') });
    expect(await rows.countDocuments({ long: { $type: 'long' }, amount: { $type: 'decimal' } })).toBe(1);
    expect(String((await rows.findOne())?.['amount'])).toBe('2.50');
  });
});
