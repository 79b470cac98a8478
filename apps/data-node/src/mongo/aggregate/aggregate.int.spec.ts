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

const sales: Row[] = [
  { _id: 1, isrc: 'A', amount: '0.1', units: 1, territories: ['DE', 'FR'] },
  { _id: 2, isrc: 'A', amount: '0.2', units: Long.fromNumber(2), territories: ['DE'] },
  { _id: 3, isrc: 'B', amount: '5.05', units: 3, territories: [] },
];

const cases: [string, Document[], Document[]][] = [
  [
    'exact sums of decimals by group',
    [{ $group: { _id: '$isrc', total: { $sum: { $toDecimal: '$amount' } }, n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: 'A', total: Decimal128.fromString('0.3'), n: 2 },
      { _id: 'B', total: Decimal128.fromString('5.05'), n: 1 },
    ],
  ],
  [
    'sums over int and long',
    [{ $group: { _id: null, units: { $sum: '$units' }, avg: { $avg: '$units' } } }],
    [{ _id: null, units: 6, avg: 2 }],
  ],
  [
    'least and greatest',
    [{ $group: { _id: null, min: { $min: '$units' }, max: { $max: '$isrc' } } }],
    [{ _id: null, min: 1, max: 'B' }],
  ],
  [
    'unwound arrays',
    [{ $unwind: '$territories' }, { $group: { _id: '$territories', n: { $sum: 1 } } }, { $sort: { n: -1 } }],
    [
      { _id: 'DE', n: 2 },
      { _id: 'FR', n: 1 },
    ],
  ],
  [
    'a projection that computes',
    [{ $match: { _id: 2 } }, { $project: { _id: 0, twice: { $multiply: ['$units', 2] } } }],
    [{ twice: 4 }],
  ],
  [
    'facets',
    [{ $facet: { all: [{ $count: 'n' }], a: [{ $match: { isrc: 'A' } }, { $count: 'n' }] } }],
    [{ all: [{ n: 3 }], a: [{ n: 2 }] }],
  ],
  ['the commonest', [{ $sortByCount: '$isrc' }, { $limit: 1 }], [{ _id: 'A', count: 2 }]],
  ['a page after a group', [{ $group: { _id: '$isrc' } }, { $sort: { _id: -1 } }, { $skip: 1 }], [{ _id: 'A' }]],
  ['nothing of nothing', [{ $match: { _id: 99 } }, { $group: { _id: null, n: { $sum: 1 } } }], []],
];

it.each(cases)('gives %s', async (_, pipeline, expected) => {
  const rows = mongo.collection<Row>();
  await rows.insertMany(sales);
  expect(await rows.aggregate(pipeline).toArray()).toEqual(expected);
});

it('groups equal numbers of different types together', async () => {
  const rows = mongo.collection<Row>();
  const values = [1, Long.fromNumber(1), Decimal128.fromString('1.0'), 2];
  await rows.insertMany(values.map((k, _id) => ({ _id, k })));
  const groups = await rows.aggregate([{ $group: { _id: '$k', n: { $sum: 1 } } }, { $sort: { n: 1 } }]).toArray();
  expect(groups.map(({ n }) => n as unknown)).toEqual([1, 3]);
});

it('looks up by equal fields in another collection', async () => {
  const [tracks, rows] = [mongo.collection<Row>(), mongo.collection<Row>()];
  await tracks.insertMany([{ _id: 7, isrc: 'A', title: 'One' }]);
  await rows.insertMany(sales);
  const lookup = { from: tracks.collectionName, localField: 'isrc', foreignField: 'isrc', as: 'tracks' };
  const found = await rows.aggregate([{ $lookup: lookup }, { $project: { titles: '$tracks.title' } }]).toArray();
  expect(found).toEqual([
    { _id: 1, titles: ['One'] },
    { _id: 2, titles: ['One'] },
    { _id: 3, titles: [] },
  ]);
});

ourNodeOnly.each([
  [[{ $geoNear: {} }], 40324, '$geoNear'],
  [[{ $facet: { a: [{ $geoNear: {} }] } }], 40324, '$geoNear'],
  [[{ $facet: { a: [{ $out: 'x' }] } }], 40600, '$out'],
  [[{ $merge: { into: 'x', whenMatched: [] } }], 238, 'whenMatched'],
  [[{ $group: { _id: null, m: { $median: { input: '$units', method: 'approximate' } } } }], 15952, '$median'],
  [[{ $project: { x: { $sqrt: '$d' } } }], 14, '$sqrt'],
])('refuses %j by name', async (pipeline, code, name) => {
  const rows = mongo.collection<Row>();
  await rows.insertOne({ _id: 1, units: 1, d: Decimal128.fromString('2') });
  const refused = rows.aggregate(pipeline).toArray();
  await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(name) });
});
