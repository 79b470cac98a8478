import { type Collection, type Document } from 'mongodb';

import { startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
let tracks: Collection<Row>;
let sales: Collection<Row>;
beforeAll(async () => {
  mongo = await startTestServer();
  tracks = mongo.collection<Row>();
  sales = mongo.collection<Row>();
  await tracks.insertMany([
    { _id: 1, isrc: 'A', least: 5 },
    { _id: 2, isrc: 'B', least: 100 },
    { _id: 3, least: 0 },
  ]);
  await sales.insertMany([
    { _id: 1, isrc: 'A', amount: 3 },
    { _id: 2, isrc: 'A', amount: 7 },
    { _id: 3, isrc: 'B', amount: 9 },
    { _id: 4, amount: 1 },
  ]);
  await sales.createIndex({ isrc: 1 });
});
afterAll(() => mongo.close());

const joined = async (lookup: Document): Promise<number[][]> => {
  const pipeline = [{ $lookup: { from: sales.collectionName, as: 'found', ...lookup } }, { $sort: { _id: 1 } }];
  const result = await tracks.aggregate(pipeline).toArray();
  return result.map(({ found }) => (found as Row[]).map(({ _id }) => _id));
};

describe('$lookup', () => {
  it('by equal fields; a missing one equals a missing one', async () => {
    expect(await joined({ localField: 'isrc', foreignField: 'isrc' })).toEqual([[1, 2], [3], [4]]);
  });

  it('by a pipeline that knows the document by its variables', async () => {
    const match = { $expr: { $and: [{ $eq: ['$isrc', '$$isrc'] }, { $gte: ['$amount', '$$least'] }] } };
    const pipeline = [{ $match: match }, { $sort: { _id: -1 } }];
    expect(await joined({ let: { isrc: '$isrc', least: '$least' }, pipeline })).toEqual([[2], [], [4]]);
    expect(await joined({ pipeline: [{ $match: { isrc: 'A' } }, { $limit: 1 }] })).toEqual([[1], [1], [1]]);
  });

  it('by both', async () => {
    const both = { localField: 'isrc', foreignField: 'isrc', let: { least: '$least' } };
    const pipeline = [{ $match: { $expr: { $gte: ['$amount', '$$least'] } } }];
    expect(await joined({ ...both, pipeline })).toEqual([[2], [], [4]]);
  });

  it('inside another one', async () => {
    const inner = { from: tracks.collectionName, localField: 'isrc', foreignField: 'isrc', as: 'track' };
    const pipeline = [{ $lookup: inner }, { $match: { 'track.least': 5 } }];
    expect(await joined({ pipeline })).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  it.each([[{ frob: 1 }], [{ localField: 'a' }], [{ pipeline: [{ $frob: 1 }] }]])('refuses %j', async (lookup) => {
    await expect(joined(lookup)).rejects.toThrow();
  });
});

it('$unionWith adds the documents of another collection', async () => {
  const pipeline = [
    { $match: { _id: 1 } },
    { $unionWith: { coll: sales.collectionName, pipeline: [{ $match: { isrc: 'B' } }] } },
    { $group: { _id: null, n: { $sum: 1 }, amounts: { $push: '$amount' } } },
  ];
  expect(await tracks.aggregate(pipeline).toArray()).toEqual([{ _id: null, n: 2, amounts: [9] }]);
  const all = [{ $unionWith: sales.collectionName }, { $count: 'n' }];
  expect(await tracks.aggregate(all).toArray()).toEqual([{ n: 7 }]);
});

describe('$graphLookup', () => {
  const reports = async () => {
    const people = mongo.collection<Row>();
    const boss = [undefined, 1, 1, 2, 4, 6, 5];
    await people.insertMany(boss.map((to, at) => ({ _id: at + 1, ...(to === undefined ? {} : { to }) })));
    return people;
  };

  it.each([
    [
      {},
      [
        [1, 2n],
        [2, 1n],
        [4, 0n],
      ],
    ],
    [{ maxDepth: 0 }, [[4, 0n]]],
    [{ restrictSearchWithMatch: { _id: { $ne: 2 } } }, [[4, 0n]]],
  ])('follows links, with %j', async (options, expected) => {
    const people = await reports();
    const graph = {
      from: people.collectionName,
      startWith: '$to',
      connectFromField: 'to',
      connectToField: '_id',
      as: 'above',
      depthField: 'depth',
      ...options,
    };
    const [person] = await people.aggregate([{ $match: { _id: 5 } }, { $graphLookup: graph }]).toArray();
    const above = (person?.['above'] as Document[]).map(({ _id, depth }) => [_id as number, BigInt(depth)]);
    expect(above.sort(([a], [b]) => Number(a) - Number(b))).toEqual(expected);
  });

  it('ends in a circle', async () => {
    const people = await reports();
    const graph = {
      from: people.collectionName,
      startWith: '$_id',
      connectFromField: 'to',
      connectToField: '_id',
      as: 'all',
    };
    const [six] = await people.aggregate([{ $match: { _id: 6 } }, { $graphLookup: graph }]).toArray();
    expect(six?.['all']).toHaveLength(1);
  });
});
