import { type Document } from 'mongodb';

import { startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

const filled = async (documents: Row[]) => {
  const rows = mongo.collection<Row>();
  await rows.insertMany(documents);
  return rows;
};

const start = async () => ({
  from: await filled([1, 2, 3].map((_id) => ({ _id, k: _id, from: true }))),
  into: await filled([2, 3, 4].map((_id) => ({ _id, k: _id * 10, kept: true }))),
});

it('$out puts its results in the place of a collection, whose indexes stay', async () => {
  const { from, into } = await start();
  await into.createIndex({ k: 1 });
  expect(await from.aggregate([{ $match: { _id: { $gt: 1 } } }, { $out: into.collectionName }]).toArray()).toEqual([]);
  expect(await into.find().sort({ _id: 1 }).toArray()).toEqual([2, 3].map((_id) => ({ _id, k: _id, from: true })));
  expect(await into.indexes()).toHaveLength(2);
  expect(await into.countDocuments({ k: 3 })).toBe(1);
});

it('$out that is refused leaves its target and what is written besides as they were', async () => {
  const from = await filled([1, 2].map((_id) => ({ _id, k: 1 })));
  const into = await filled([{ _id: 7, k: 'old' }]);
  await into.createIndex({ k: 1 }, { unique: true });
  const out = from.aggregate([{ $out: into.collectionName }]).toArray();
  const [, , refused] = await Promise.all([
    from.insertOne({ _id: 3, k: 1 }),
    into.insertOne({ _id: 8, k: 'beside' }),
    out.then(
      () => undefined,
      (error: unknown) => error,
    ),
  ]);
  expect(refused).toMatchObject({ code: 11000 });
  expect(await into.find({ k: { $in: ['old', 'beside', 1] } }).toArray()).toEqual([
    { _id: 8, k: 'beside' },
    { _id: 7, k: 'old' },
  ]);
  expect(await into.estimatedDocumentCount()).toBe(2);
  await expect(into.insertOne({ _id: 9, k: 'old' })).rejects.toMatchObject({ code: 11000 });
  await from.aggregate([{ $match: { _id: 1 } }, { $out: into.collectionName }]).toArray();
  expect(await into.find().toArray()).toEqual([{ _id: 1, k: 1 }]);
  expect(await into.estimatedDocumentCount()).toBe(1);
});

it('$out that is refused makes no collection', async () => {
  const from = await filled([{ _id: 1, v: { at: 'x'.repeat(100) } }]);
  const tooLong = [{ $project: { _id: { $concat: Array.from({ length: 30 }, () => '$v.at') } } }];
  const refused = from.aggregate([...tooLong, { $out: 'never_made' }]).toArray();
  await expect(refused).rejects.toMatchObject({ code: 17280 });
  expect(await mongo.db.listCollections({ name: 'never_made' }).toArray()).toEqual([]);
});

describe('$merge', () => {
  it.each<[Document, [number, number][]]>([
    [
      {},
      [
        [1, 1],
        [2, 2],
        [3, 3],
        [4, 40],
      ],
    ],
    [
      { whenMatched: 'keepExisting' },
      [
        [1, 1],
        [2, 20],
        [3, 30],
        [4, 40],
      ],
    ],
    [
      { whenNotMatched: 'discard' },
      [
        [2, 2],
        [3, 3],
        [4, 40],
      ],
    ],
  ])('%j', async (options, expected) => {
    const { from, into } = await start();
    await from.aggregate([{ $merge: { into: into.collectionName, ...options } }]).toArray();
    const found = await into.find().sort({ _id: 1 }).toArray();
    expect(found.map(({ _id, k }) => [_id, k as number])).toEqual(expected);
  });

  it('keeps other fields when it merges, and not when it replaces', async () => {
    for (const [whenMatched, kept] of [
      ['merge', 3],
      ['replace', 1],
    ] as const) {
      const { from, into } = await start();
      await from.aggregate([{ $merge: { into: into.collectionName, whenMatched } }]).toArray();
      expect(await into.countDocuments({ kept: true })).toBe(kept);
    }
  });

  it('finds its documents by other fields if a unique index says they are one', async () => {
    const { from, into } = await start();
    const merge = { into: into.collectionName, on: 'k' };
    const stages = [
      { $match: { _id: 2 } },
      { $project: { _id: 0, k: { $literal: 20 }, by: '$_id' } },
      { $merge: merge },
    ];
    await expect(from.aggregate(stages).toArray()).rejects.toMatchObject({ code: 51183 });
    await into.createIndex({ k: 1 }, { unique: true });
    await from.aggregate(stages).toArray();
    expect(await into.findOne({ k: 20 })).toEqual({ _id: 2, k: 20, kept: true, by: 2 });
  });

  it('fails where it is told to', async () => {
    const merge = async (options: Document) => {
      const { from, into } = await start();
      return from.aggregate([{ $merge: { into: into.collectionName, ...options } }]).toArray();
    };
    await expect(merge({ whenMatched: 'fail' })).rejects.toMatchObject({ code: 11000 });
    await expect(merge({ whenNotMatched: 'fail' })).rejects.toMatchObject({ code: 13113 });
  });

  it.each(['$out', '$merge'])('%s is the last stage or none', async (stage) => {
    const { from } = await start();
    await expect(from.aggregate([{ [stage]: 'x' }, { $match: {} }]).toArray()).rejects.toMatchObject({ code: 40601 });
  });
});
