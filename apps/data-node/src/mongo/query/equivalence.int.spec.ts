import { type Collection, type Document } from 'mongodb';

import { startTestServer, type TestServer } from '../testing/mongo-server.js';
import {
  type Below,
  document,
  filter,
  INDEXES,
  pick,
  random,
  type Row,
  scalar,
  sort,
} from '../testing/random-documents.js';

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

it.each([1, 2, 3, 4])(
  'finds the same with indexes as without, in the same order (seed %i)',
  async (seed) => {
    const below = random(seed);
    const arrays = seed % 2 === 0;
    const documents = Array.from({ length: 150 }, (_, at) => document(below, at)).filter(
      (each) => arrays || !Object.values(each).some(Array.isArray),
    );
    const [plain, indexed] = [mongo.collection<Row>(), mongo.collection<Row>()];
    await indexed.createIndexes(INDEXES.map((each) => ({ ...each })));
    await Promise.all([plain.insertMany(documents), indexed.insertMany(documents)]);
    // Updates and deletes have to keep the entries right as well.
    for (let change = 0; change < 40; change++) {
      const _id = below(150);
      const { _id: _, ...replacement } = document(below, _id);
      for (const rows of [plain, indexed]) {
        if (arrays || !Object.values(replacement).some(Array.isArray)) await rows.replaceOne({ _id }, replacement);
        if (change % 5 === 0) await rows.deleteOne({ _id: change });
      }
    }
    let found = 0;
    for (let round = 0; round < 120; round++) {
      const query = filter(below);
      const order = sort(below);
      const [skip, limit] = [below(3), below(30)];
      const read = async (rows: typeof plain) => {
        const page = await rows.find(query).sort(order).skip(skip).limit(limit).toArray();
        return { query, order, ids: page.map(({ _id }) => _id), count: await rows.countDocuments(query) };
      };
      const expected = await read(plain);
      expect(await read(indexed)).toEqual(expected);
      found += expected.ids.length;
    }
    expect(found).toBeGreaterThan(200);
  },
  120_000,
);

const change = (below: Below): Document =>
  pick(below, [
    () => ({ $set: { a: scalar(below) } }),
    () => ({ $unset: { b: '' } }),
    () => ({ $set: { c: scalar(below), b: below(5) } }),
    () => ({ $rename: { a: 'c' } }),
    () => ({ $min: { b: scalar(below) } }),
    () => ({ $max: { a: scalar(below) } }),
    () => ({ $currentDate: { seen: true }, $set: { c: below(3) } }),
    () => [{ $set: { a: '$c', c: '$a' } }],
  ])() as Document;

/** All documents, without the times that differ. */
const contents = async (rows: Collection<Row>): Promise<Document[]> =>
  rows
    .find({}, { projection: { seen: 0 } })
    .sort({ _id: 1 })
    .toArray();

it.each([11, 12])(
  'updates and deletes the same documents with indexes as without, and keeps the indexes right (seed %i)',
  async (seed) => {
    const below = random(seed);
    const documents = Array.from({ length: 80 }, (_, at) => document(below, at)).filter(
      (each) => !Object.values(each).some(Array.isArray),
    );
    const [plain, indexed] = [mongo.collection<Row>(), mongo.collection<Row>()];
    await indexed.createIndexes(INDEXES.map((each) => ({ ...each })));
    await Promise.all([plain.insertMany(documents), indexed.insertMany(documents)]);
    let changed = 0;
    for (let round = 0; round < 60; round++) {
      const [query, update, order, many] = [filter(below), change(below), sort(below), below(2) === 0];
      const write = async (rows: typeof plain) => {
        if (round % 15 === 14) return (await rows.deleteMany(query)).deletedCount;
        if (many) return (await rows.updateMany(query, update)).modifiedCount;
        return (await rows.findOneAndUpdate(query, update, { sort: order }))?._id;
      };
      const expected = await write(plain);
      expect({ query, update, result: await write(indexed) }).toEqual({ query, update, result: expected });
      changed += Number(expected ?? 0);
    }
    expect(changed).toBeGreaterThan(20);
    expect(await contents(indexed)).toEqual(await contents(plain));
    // Each index by itself holds what a scan of the collection finds.
    for (const { name } of await indexed.indexes()) {
      if (name === 'a_-1_c_1') continue; // partial: it may not serve all
      const sparse = name === 'c_-1';
      const ids = (await indexed.find(sparse ? { c: { $exists: true } } : {}, { hint: String(name) }).toArray()).map(
        ({ _id }) => _id,
      );
      const all = await plain.find(sparse ? { c: { $exists: true } } : {}).toArray();
      expect(ids.sort((x, y) => x - y)).toEqual(all.map(({ _id }) => _id).sort((x, y) => x - y));
    }
  },
  120_000,
);

it.each([21, 22])('aggregates as one counts by hand, with indexes and without (seed %i)', async (seed) => {
  const below = random(seed);
  const rows = mongo.collection<Row>();
  const documents = Array.from({ length: 200 }, (_, _id) => ({
    _id,
    g: below(7),
    v: below(1000),
    deep: { k: below(3) },
  }));
  await rows.insertMany(documents);
  await rows.createIndex({ g: 1, v: -1 });
  for (let round = 0; round < 20; round++) {
    const [g, least, skip, limit] = [below(7), below(1000), below(5), 1 + below(10)];
    const matching = documents.filter((each) => each.g === g && each.v >= least);
    const byValue = [...matching].sort((x, y) => y.v - x.v || x._id - y._id);
    const match = { $match: { g, v: { $gte: least } } };
    const page = [match, { $sort: { v: -1, _id: 1 } }, { $skip: skip }, { $limit: limit }];
    expect((await rows.aggregate(page).toArray()).map(({ _id }) => _id as number)).toEqual(
      byValue.slice(skip, skip + limit).map(({ _id }) => _id),
    );
    const group = { $group: { _id: '$deep.k', n: { $sum: 1 }, sum: { $sum: '$v' }, most: { $max: '$v' } } };
    const expected = [0, 1, 2].flatMap((k) => {
      const values = matching.filter((each) => each.deep.k === k).map(({ v }) => v);
      const sum = values.reduce((total, v) => total + v, 0);
      return values.length === 0 ? [] : [{ _id: k, n: values.length, sum, most: Math.max(...values) }];
    });
    expect(await rows.aggregate([match, group, { $sort: { _id: 1 } }]).toArray()).toEqual(expected);
  }
});
