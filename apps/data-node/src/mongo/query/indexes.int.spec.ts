import { type Collection, type Document, type Filter, type FindCursor } from 'mongodb';

import { describeOurNode, ourNodeOnly, startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

interface Explained {
  readonly index: string | undefined;
  readonly sorts: boolean;
  readonly examined: number;
}

/** The stages of a plan from the top down. */
const stagesOf = (plan: Document): Document[] => [plan, ...(plan['inputStage'] ? stagesOf(plan['inputStage']) : [])];

const explain = async (cursor: FindCursor<Row>): Promise<Explained> => {
  const { queryPlanner, executionStats } = (await cursor.explain('executionStats')) as Document;
  const stages = stagesOf(queryPlanner.winningPlan);
  const scan = stages.at(-1);
  return {
    index: scan?.['indexName'],
    sorts: stages.some(({ stage }) => stage === 'SORT'),
    examined: Math.max(executionStats.totalKeysExamined, executionStats.totalDocsExamined),
  };
};

describeOurNode('an index serves', () => {
  let rows: Collection<Row>;
  beforeAll(async () => {
    rows = mongo.collection<Row>();
    const documents = Array.from({ length: 2000 }, (_, n) => ({
      _id: n,
      status: ['open', 'paid', 'void'][n % 3],
      day: Math.floor(n / 20),
      amount: (n * 7919) % 2000,
      name: `name-${String(n).padStart(4, '0')}`,
      ...(n % 10 === 0 ? { rare: n } : {}),
    }));
    await rows.insertMany(documents);
    await rows.createIndexes([
      { key: { status: 1, day: -1 } },
      { key: { amount: 1 } },
      { key: { name: 1 } },
      { key: { rare: 1 }, sparse: true },
      { key: { day: 1 }, partialFilterExpression: { status: 'paid' }, name: 'paid_day' },
    ]);
  });

  const cases: [string, Filter<Row>, Document, number, string, number][] = [
    ['equality', { amount: 5 }, {}, 0, 'amount_1', 1],
    ['_id', { _id: 77 }, {}, 0, '_id_', 1],
    ['_id among others', { _id: 77, amount: { $gte: 0 } }, {}, 0, '_id_', 1],
    ['$in', { amount: { $in: [1, 2, 3] } }, {}, 0, 'amount_1', 3],
    ['a range', { amount: { $gte: 10, $lt: 20 } }, {}, 0, 'amount_1', 10],
    ['a sorted page', {}, { amount: -1 }, 51, 'amount_1', 51],
    ['equality, then order', { status: 'paid' }, { day: -1 }, 51, 'status_1_day_-1', 51],
    ['equality, then order backwards', { status: 'paid' }, { day: 1 }, 51, 'status_1_day_-1', 51],
    ['equality, then a range', { status: 'open', day: { $gt: 95 } }, {}, 0, 'status_1_day_-1', 27],
    ['a merge of several equalities', { status: { $in: ['open', 'void'] } }, { day: -1 }, 20, 'status_1_day_-1', 21],
    ['the beginning of a text', { name: /^name-00/ }, {}, 0, 'name_1', 100],
    ['a key after _id', { name: { $gt: 'name-1000' } }, { name: 1, _id: 1 }, 10, 'name_1', 10],
    [
      'the next page',
      { $or: [{ amount: { $gt: 9 } }, { amount: 9, _id: { $gt: 5 } }] },
      { amount: 1, _id: 1 },
      5,
      'amount_1',
      6,
    ],
    ['what a sparse index has', { rare: { $gte: 0 } }, {}, 0, 'rare_1', 200],
    ['what a partial index has', { status: 'paid', day: { $lt: 3 } }, { day: 1 }, 0, 'status_1_day_-1', 20],
  ];

  it.each(cases)('%s', async (_, filter, sort, limit, index, examined) => {
    const found = await explain(
      rows
        .find(filter)
        .sort(sort as never)
        .limit(limit),
    );
    expect(found).toMatchObject({ index, sorts: false });
    expect(found.examined).toBeLessThanOrEqual(examined);
  });

  it('but not what a sparse index may lack', async () => {
    expect(await explain(rows.find({ rare: null }))).toMatchObject({ index: undefined, examined: 2000 });
    expect(await rows.countDocuments({ rare: null })).toBe(1800);
  });

  it('prefixes of aggregations', async () => {
    const plan = (await rows
      .aggregate([{ $match: { amount: 7 } }, { $group: { _id: '$status' } }])
      .explain()) as Document;
    expect(stagesOf(plan['queryPlanner'].winningPlan).map(({ stage }) => stage as string)).toEqual(['FETCH', 'IXSCAN']);
  });
});

describe('unique indexes', () => {
  it('refuse a second key, by insert, update and upsert, and free a key that goes', async () => {
    const rows = mongo.collection<Row>();
    await rows.createIndex({ isrc: 1, kind: 1 }, { unique: true });
    await rows.insertMany([
      { _id: 1, isrc: 'A', kind: 'x' },
      { _id: 2, isrc: 'B', kind: 'x' },
    ]);
    const refusal = { code: 11000, keyPattern: { isrc: 1, kind: 1 }, keyValue: { isrc: 'A', kind: 'x' } };
    await expect(rows.insertOne({ _id: 3, isrc: 'A', kind: 'x' })).rejects.toMatchObject(refusal);
    await expect(rows.updateOne({ _id: 2 }, { $set: { isrc: 'A' } })).rejects.toMatchObject(refusal);
    await expect(
      rows.updateOne({ _id: 3 }, { $set: { isrc: 'A', kind: 'x' } }, { upsert: true }),
    ).rejects.toMatchObject(refusal);
    await rows.updateOne({ _id: 1 }, { $set: { kind: 'y' } });
    await rows.insertOne({ _id: 3, isrc: 'A', kind: 'x' });
    await rows.deleteOne({ _id: 3 });
    await rows.insertOne({ _id: 4, isrc: 'A', kind: 'x' });
    expect(await rows.countDocuments()).toBe(3);
  });

  it('hold for the missing value unless sparse or partial', async () => {
    for (const [options, second] of [
      [{}, false],
      [{ sparse: true }, true],
      [{ partialFilterExpression: { k: { $exists: true } } }, true],
    ] as const) {
      const rows = mongo.collection<Row>();
      await rows.createIndex({ k: 1 }, { unique: true, ...options });
      await rows.insertOne({ _id: 1 });
      const added = await rows.insertOne({ _id: 2 }).then(
        () => true,
        () => false,
      );
      expect(added).toBe(second);
    }
  });

  it('are not made over documents that break them', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany([
      { _id: 1, k: 'x' },
      { _id: 2, k: 'x' },
    ]);
    await expect(rows.createIndex({ k: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect((await rows.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    await rows.createIndex({ k: 1 });
    expect(await rows.find({ k: 'x' }).toArray()).toHaveLength(2);
  });
});

describe('definitions', () => {
  it('are listed, kept when they come again, refused when they differ, dropped', async () => {
    const rows = mongo.collection<Row>();
    expect(await rows.createIndex({ a: 1, b: -1 }, { unique: true })).toBe('a_1_b_-1');
    expect(await rows.createIndex({ a: 1, b: -1 }, { unique: true })).toBe('a_1_b_-1');
    await expect(rows.createIndex({ a: 1, b: -1 }, { name: 'a_1_b_-1' })).rejects.toMatchObject({ code: 85 });
    await expect(rows.createIndex({ c: 1 }, { name: 'a_1_b_-1' })).rejects.toMatchObject({ code: 86 });
    await expect(rows.createIndex({ a: 'frob' as never })).rejects.toMatchObject({ code: 67 });
    expect(await rows.indexes()).toMatchObject([
      { name: '_id_' },
      { name: 'a_1_b_-1', key: { a: 1, b: -1 }, unique: true },
    ]);
    await rows.dropIndex('a_1_b_-1');
    expect(await rows.indexes()).toHaveLength(1);
    await expect(rows.dropIndex('a_1_b_-1')).rejects.toMatchObject({ code: 27 });
    await expect(rows.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
  });

  it('refuse parallel arrays', async () => {
    const rows = mongo.collection<Row>();
    await rows.createIndex({ a: 1, b: 1 });
    await expect(rows.insertOne({ _id: 1, a: [1], b: [2] })).rejects.toMatchObject({ code: 171 });
    expect(await rows.countDocuments()).toBe(0);
  });

  ourNodeOnly('refuse the product of two fields of a long array, and take a long array alone', async () => {
    const rows = mongo.collection<Row>();
    await rows.createIndex({ 'a.x': 1, 'a.y': -1 });
    await rows.createIndex({ 'a.x': 1, other: 1 });
    const elements = (length: number) => Array.from({ length }, (_, n) => ({ x: n, y: n }));
    await expect(rows.insertOne({ _id: 1, a: elements(2000) })).rejects.toMatchObject({
      code: 2,
      errmsg: expect.stringContaining('a.x_1_a.y_-1'),
    });
    await rows.insertOne({ _id: 2, a: elements(100) });
    await rows.dropIndex('a.x_1_a.y_-1');
    await rows.insertOne({ _id: 3, a: elements(12_000) });
    expect(await rows.countDocuments({ 'a.x': 11_999 })).toBe(1);
    await expect(rows.createIndex({ 'a.x': 1, 'a.y': -1 })).rejects.toMatchObject({ code: 2 });
    expect(await rows.indexes()).toHaveLength(2);
  });

  it('that come together are made all or none', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany([1, 2].map((_id) => ({ _id, good: _id, bad: 'x' })));
    const both = [{ key: { good: 1 } }, { key: { bad: 1 }, unique: true }];
    await expect(rows.createIndexes(both)).rejects.toMatchObject({ code: 11000 });
    expect((await rows.indexes()).map(({ name }) => name)).toEqual(['_id_']);
    await rows.createIndexes(both.slice(0, 1));
    expect(await rows.find({ good: { $gte: 1 } }).toArray()).toHaveLength(2);
  });

  it('that are refused make no collection', async () => {
    const { collectionName: name } = mongo.collection();
    const indexes = [
      { key: { a: 1 }, name: 'a_1' },
      { key: { b: 'frob' }, name: 'b' },
    ];
    await expect(mongo.db.command({ createIndexes: name, indexes })).rejects.toMatchObject({ code: 67 });
    expect(await mongo.db.listCollections({ name }).toArray()).toEqual([]);
  });

  ourNodeOnly('refuse keys that are too long', async () => {
    const rows = mongo.collection<Row>();
    await rows.createIndex({ a: 1, b: 1 });
    await expect(rows.insertOne({ _id: 1, a: 'x'.repeat(3000) })).rejects.toMatchObject({ code: 17280 });
    expect(await rows.countDocuments()).toBe(0);
  });
});

describeOurNode('an open cursor', () => {
  const opened = async (change: (rows: Collection<Row>) => Promise<unknown>) => {
    const rows = mongo.collection<Row>();
    await rows.insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id, k: _id })));
    await rows.createIndex({ k: 1 });
    const cursors = [{ k: { $gte: 0 } }, {}].map((filter) => rows.find(filter, { batchSize: 10 }));
    for (const cursor of cursors) await cursor.next();
    await change(rows);
    return cursors.map((cursor) => cursor.toArray());
  };
  const killed = { code: 175, codeName: 'QueryPlanKilled' };

  it('ends with an error when its index is dropped, and goes on over another', async () => {
    const [byIndex, whole] = await opened((rows) => rows.dropIndex('k_1'));
    await expect(byIndex).rejects.toMatchObject(killed);
    expect(await whole).toHaveLength(499);
  });

  it.each<[string, (rows: Collection<Row>) => Promise<unknown>]>([
    ['dropped', (rows) => rows.drop()],
    ['renamed', (rows) => rows.rename(`${rows.collectionName}_renamed`)],
    [
      'dropped and made again',
      async (rows) => {
        await rows.drop();
        await rows.insertOne({ _id: 1, k: 1 });
        await rows.createIndex({ k: 1 });
      },
    ],
  ])('ends with an error when its collection is %s', async (_, change) => {
    const results = await Promise.allSettled(await opened(change));
    expect(results).toMatchObject([{ reason: killed }, { reason: killed }]);
  });
});
