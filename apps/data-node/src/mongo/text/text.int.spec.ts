import { type Collection, type Document } from 'mongodb';

import { ourNodeOnly, startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Song extends Document {
  _id: number;
}

let mongo: TestServer;
let songs: Collection<Song>;
beforeAll(async () => {
  mongo = await startTestServer();
  songs = mongo.collection<Song>();
  await songs.createIndex({ title: 'text', notes: 'text' }, { default_language: 'none', weights: { title: 5 } });
  await songs.insertMany([
    { _id: 1, title: 'Blue Train', notes: 'A train at night' },
    { _id: 2, title: 'Night Train', notes: ['slow', 'late at night'] },
    { _id: 3, title: 'Café del Mar', notes: 'blue sea' },
    { _id: 4, title: 'Silence' },
    { _id: 5, notes: 7 },
  ]);
});
afterAll(() => mongo.close());

const ids = async (search: string, filter: Document = {}): Promise<number[]> =>
  (await songs.find({ $text: { $search: search }, ...filter }).toArray()).map(({ _id }) => _id).sort();

it.each([
  ['train', [1, 2]],
  ['TRAIN silence', [1, 2, 4]],
  ['cafe', [3]],
  ['"blue train"', [1]],
  ['"night" train', [1, 2]],
  ['train -blue', [2]],
  ['blue -"blue sea"', [1]],
  ['-blue', []],
  ['nothing', []],
])('%s finds %j', async (search, expected) => {
  expect(await ids(search)).toEqual(expected);
});

it('goes with other conditions, counts, and follows updates and deletes', async () => {
  expect(await ids('train', { _id: { $gt: 1 } })).toEqual([2]);
  expect(await songs.countDocuments({ $text: { $search: 'train' } })).toBe(2);
  await songs.updateOne({ _id: 4 }, { $set: { title: 'Silent Train' } });
  expect(await ids('train')).toEqual([1, 2, 4]);
  await songs.updateOne({ _id: 4 }, { $set: { title: 'Silence' } });
  expect(await ids('train')).toEqual([1, 2]);
  await songs.insertOne({ _id: 9, title: 'train' });
  await songs.deleteOne({ _id: 9 });
  expect(await ids('train')).toEqual([1, 2]);
});

it('scores by the formula of MongoDB, the best first', async () => {
  const score = { $meta: 'textScore' } as const;
  const filter = { $text: { $search: 'night' } };
  const found = await songs
    .find(filter, { projection: { title: 1, score } })
    .sort({ score })
    .toArray();
  expect(found.map(({ _id }) => _id)).toEqual([2, 1]);
  // 'Night Train': 5 × (1/2 + 1/2 × 1/2); 'late at night' in an array: 1/2 + 1/2 × 1/3; 'A train at night': 1/2 + 1/2 × 1/4.
  expect(found[0]?.['score']).toBeCloseTo(5 * 0.75 + 0.5 + 0.5 / 3, 10);
  expect(found[1]?.['score']).toBeCloseTo(0.625, 10);
  const page = await songs.aggregate([{ $match: filter }, { $sort: { score } }, { $limit: 1 }]).toArray();
  expect(page.map(({ _id }) => _id as number)).toEqual([2]);
});

it('needs its index, of which there is one a collection', async () => {
  const plain = mongo.collection<Song>();
  await plain.insertOne({ _id: 1, title: 'x' });
  await expect(plain.find({ $text: { $search: 'x' } }).toArray()).rejects.toMatchObject({ code: 27 });
  await expect(songs.createIndex({ other: 'text' })).rejects.toMatchObject({ code: expect.any(Number) });
  expect((await songs.indexes()).at(-1)).toMatchObject({
    key: { _fts: 'text', _ftsx: 1 },
    weights: { title: 5, notes: 1 },
    default_language: 'none',
  });
});

ourNodeOnly('refuses by name what it does not offer: stemming, case, positions', async () => {
  const other = mongo.collection();
  for (const [options, message] of [
    [{ default_language: 'german' }, "'german'"],
    [{ unique: true }, 'unique'],
  ] as const) {
    await expect(other.createIndex({ a: 'text' }, options)).rejects.toMatchObject({
      code: 67,
      message: expect.stringContaining(message),
    });
  }
  await expect(other.createIndex({ a: 'text', b: 1 })).rejects.toMatchObject({ code: 67 });
  const text = { $search: 'x', $caseSensitive: true };
  await expect(songs.find({ $text: text }).toArray()).rejects.toThrow(/caseSensitive/);
  await expect(songs.find({ $or: [{ $text: { $search: 'x' } }] }).toArray()).rejects.toThrow(/\$text/);
});
