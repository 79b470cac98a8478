import { Decimal128, type Document, Long } from 'mongodb';

import { ourNodeOnly, startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

const run = async (documents: readonly Document[], pipeline: Document[]): Promise<Document[]> => {
  const rows = mongo.collection<Row>();
  if (documents.length > 0) await rows.insertMany(documents.map((each, _id) => ({ _id, ...each })));
  return rows.aggregate(pipeline).toArray();
};

describe('$unwind', () => {
  const documents = [{ a: [1, 2] }, { a: [] }, { a: null }, {}, { a: 'x' }, { a: 0 }];

  it.each([
    ['$a', [1, 2, 'x', 0]],
    [{ path: '$a', preserveNullAndEmptyArrays: true }, [1, 2, undefined, null, undefined, 'x', 0]],
  ])('%j', async (argument, expected) => {
    const result = await run(documents, [{ $unwind: argument }]);
    expect(result.map(({ a }) => a as unknown)).toEqual(expected);
  });

  it('tells the place in the array, in nested paths too, and leaves the rest alone', async () => {
    const unwind = { path: '$n.a', includeArrayIndex: 'at' };
    const result = await run([{ n: { a: ['x', 'y'], b: 1 } }, { n: { a: 'z' } }], [{ $unwind: unwind }]);
    expect(result).toEqual([
      { _id: 0, n: { a: 'x', b: 1 }, at: 0 },
      { _id: 0, n: { a: 'y', b: 1 }, at: 1 },
      { _id: 1, n: { a: 'z' }, at: null },
    ]);
  });

  it.each([
    [{ path: 'a' }, 28818],
    [{ path: '$a', frob: 1 }, 28811],
    [{ includeArrayIndex: 'x' }, 28812],
  ])('refuses %j', async (argument, code) => {
    await expect(run([], [{ $unwind: argument }])).rejects.toMatchObject({ code });
  });
});

describe('$bucket and $bucketAuto', () => {
  const amounts = [1, Long.fromNumber(5), Decimal128.fromString('9.99'), 10, 25].map((amount) => ({ amount }));

  it('puts equal numbers of any type into the same bucket', async () => {
    const bucket = { groupBy: '$amount', boundaries: [0, 5, 10], default: 'more', output: { n: { $sum: 1 } } };
    expect(await run(amounts, [{ $bucket: bucket }])).toEqual([
      { _id: 0, n: 1 },
      { _id: 5, n: 2 },
      { _id: 'more', n: 2 },
    ]);
  });

  it('makes buckets of about the same size', async () => {
    const values = [1, 2, 2, 3, 4, 9].map((k) => ({ k }));
    expect(await run(values, [{ $bucketAuto: { groupBy: '$k', buckets: 3 } }])).toEqual([
      { _id: { min: 1, max: 3 }, count: 3 },
      { _id: { min: 3, max: 9 }, count: 2 },
      { _id: { min: 9, max: 9 }, count: 1 },
    ]);
  });

  it('refuses a value without a bucket and boundaries out of order', async () => {
    await expect(run(amounts, [{ $bucket: { groupBy: '$amount', boundaries: [0, 5] } }])).rejects.toThrow();
    const bucket = { groupBy: '$amount', boundaries: [5, 0] };
    await expect(run([], [{ $bucket: bucket }])).rejects.toMatchObject({ code: 40194 });
  });
});

it('$count of nothing is nothing, $sample gives each document once', async () => {
  expect(await run([], [{ $count: 'n' }])).toEqual([]);
  expect(await run([{}, {}], [{ $match: { _id: 1 } }, { $count: 'n' }])).toEqual([{ n: 1 }]);
  const documents = Array.from({ length: 20 }, () => ({}));
  const sample = await run(documents, [{ $sample: { size: 5 } }]);
  expect(new Set(sample.map(({ _id }) => _id as number)).size).toBe(5);
  expect(await run(documents, [{ $sample: { size: 50 } }])).toHaveLength(20);
});

it('$redact keeps what a condition allows', async () => {
  const documents = [{ level: 1, part: { level: 9, secret: true }, open: { level: 1 } }, { level: 9 }];
  const redact = { $cond: { if: { $lte: ['$level', 5] }, then: '$$DESCEND', else: '$$PRUNE' } };
  expect(await run(documents, [{ $redact: redact }])).toEqual([{ _id: 0, level: 1, open: { level: 1 } }]);
});

it('$group accumulates by the rules of BSON', async () => {
  const documents = [
    { g: 1, v: 3, o: { a: 1 } },
    { g: Long.fromNumber(1), v: Decimal128.fromString('0.1'), o: { b: 2 } },
    { g: 1 },
    { g: 2, v: null },
  ];
  const fields = {
    sum: { $sum: '$v' },
    avg: { $avg: '$v' },
    first: { $first: '$v' },
    last: { $last: '$v' },
    all: { $push: '$v' },
    set: { $addToSet: '$g' },
    merged: { $mergeObjects: '$o' },
    n: { $count: {} },
  };
  expect(
    await run(documents, [{ $sort: { _id: 1 } }, { $group: { _id: '$g', ...fields } }, { $sort: { _id: 1 } }]),
  ).toEqual([
    {
      _id: 1,
      sum: Decimal128.fromString('3.1'),
      avg: Decimal128.fromString('1.55'),
      first: 3,
      last: null,
      all: [3, Decimal128.fromString('0.1')],
      set: [1],
      merged: { a: 1, b: 2 },
      n: 3,
    },
    { _id: 2, sum: 0, avg: null, first: null, last: null, all: [null], set: [2], merged: {}, n: 1 },
  ]);
});

describe('what does not fit into memory', () => {
  ourNodeOnly('is refused with the code of MongoDB; a page of it is not', async () => {
    const rows = mongo.collection<Row>();
    const text = 'x'.repeat(1_500_000);
    for (let from = 0; from < 80; from += 20) {
      await rows.insertMany(Array.from({ length: 20 }, (_, n) => ({ _id: from + n, text, k: (n * 7) % 20 })));
    }
    const refusal = { code: 292, codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed' };
    await expect(rows.find().sort({ k: 1 }).toArray()).rejects.toMatchObject(refusal);
    await expect(rows.aggregate([{ $set: { a: 1 } }, { $sort: { k: 1 } }]).toArray()).rejects.toMatchObject(refusal);
    const group = { $group: { _id: null, all: { $push: '$text' } } };
    await expect(rows.aggregate([group]).toArray()).rejects.toMatchObject(refusal);
    const page = await rows
      .find({}, { projection: { k: 1 } })
      .sort({ k: 1, _id: 1 })
      .limit(3)
      .toArray();
    expect(page.map(({ _id }) => _id)).toEqual([0, 20, 40]);
    expect(await rows.aggregate([{ $group: { _id: '$k', n: { $sum: 1 } } }]).toArray()).toHaveLength(20);
  });
});

ourNodeOnly.each([
  ['$setWindowFields', { output: {} }],
  ['$densify', { field: 'a', range: { step: 1, bounds: 'full' } }],
  ['$fill', { output: { a: { value: 1 } } }],
  ['$indexStats', {}],
  ['$frob', {}],
])('refuses %s by name', async (stage, argument) => {
  await expect(run([], [{ [stage]: argument }])).rejects.toMatchObject({
    code: 40324,
    message: expect.stringContaining(stage),
  });
});
