import { type Document } from 'mongodb';

import { ourNodeOnly, startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

const range = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe('filters', () => {
  const documents: Row[] = [
    { _id: 1, a: 5, tags: ['x', 'y'], sub: { k: 1 } },
    {
      _id: 2,
      a: null,
      lines: [
        { k: 1, v: 2 },
        { k: 2, v: 1 },
      ],
    },
    { _id: 3, text: 'Hello', sub: { k: 2 } },
    { _id: 4, a: 'five', tags: [] },
    { _id: 5, a: [1, 10] },
  ];

  it.each([
    [{ a: null }, [2, 3]],
    [{ a: { $exists: false } }, [3]],
    [{ a: { $gt: 4 } }, [1, 5]],
    [{ a: { $gt: 4, $lt: 6 } }, [1, 5]],
    [{ a: { $elemMatch: { $gt: 4, $lt: 6 } } }, []],
    [{ a: { $ne: 5 } }, [2, 3, 4, 5]],
    [{ a: { $in: [5, null] } }, [1, 2, 3]],
    [{ a: { $nin: [5, null] } }, [4, 5]],
    [{ a: { $not: { $gt: 4 } } }, [2, 3, 4]],
    [{ a: { $type: 'string' } }, [4]],
    [{ tags: 'x' }, [1]],
    [{ tags: { $size: 0 } }, [4]],
    [{ tags: { $all: ['x', 'y'] } }, [1]],
    [{ 'sub.k': 2 }, [3]],
    [{ sub: { k: 1 } }, [1]],
    [{ 'lines.k': 2, 'lines.v': 2 }, [2]],
    [{ lines: { $elemMatch: { k: 2, v: 2 } } }, []],
    [{ text: /^hel/i }, [3]],
    [{ text: { $regex: 'LLO', $options: 'i' } }, [3]],
    [{ $or: [{ a: 5 }, { text: 'Hello' }] }, [1, 3]],
    [{ $nor: [{ a: 5 }, { text: 'Hello' }] }, [2, 4, 5]],
    [{ $and: [{ a: { $gt: 4 } }, { tags: 'y' }] }, [1]],
    [{ $expr: { $eq: ['$sub.k', 2] } }, [3]],
    [{ a: { $mod: [5, 0] } }, [1, 5]],
  ])('%j', async (filter, expected) => {
    const rows = mongo.collection<Row>();
    await rows.insertMany(documents);
    expect((await rows.find(filter).toArray()).map(({ _id }) => _id).sort()).toEqual(expected);
  });

  ourNodeOnly.each([
    [{ a: { $near: [0, 0] } }, '$near'],
    [{ $where: 'true' }, '$where'],
    [{ $or: [{ $text: { $search: 'x' } }] }, '$text'],
    [{ a: { $jsonSchema: {} } }, '$jsonSchema'],
  ])('refuses %j by name', async (filter, name) => {
    const refused = mongo.collection<Row>().find(filter).toArray();
    await expect(refused).rejects.toMatchObject({ code: 2, message: expect.stringContaining(name) });
  });
});

describe('cursors', () => {
  it('gives everything once over many batches, while documents come and go', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany(range(1000).map((_id) => ({ _id, n: _id })));
    await rows.createIndex({ n: 1 });
    const cursor = rows.find({ n: { $gte: 0 } }, { batchSize: 7 }).sort({ n: 1 });
    const seen: number[] = [];
    for await (const { _id } of cursor) {
      seen.push(_id);
      if (_id === 100) await rows.deleteMany({ _id: { $gte: 500, $lt: 600 } });
    }
    expect(seen).toEqual(range(1000).filter((each) => each < 500 || each >= 600));
  });

  it('stops at the limit, skips, and closes', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany(range(50).map((_id) => ({ _id })));
    const page = await rows.find().sort({ _id: -1 }).skip(5).limit(3).toArray();
    expect(page.map(({ _id }) => _id)).toEqual([44, 43, 42]);
    const cursor = rows.find({}, { batchSize: 2 });
    await cursor.next();
    await cursor.close();
  });

  it('answers 43 for a cursor it does not have', async () => {
    const command = { getMore: 12345n, collection: 'none' };
    await expect(mongo.db.command(command)).rejects.toMatchObject({ code: 43, codeName: 'CursorNotFound' });
  });
});

describe('projection', () => {
  const document = {
    _id: 1,
    a: { b: 1, c: 2 },
    list: [
      { k: 1, v: 2 },
      { k: 3, v: 4 },
    ],
    text: 'x',
  };

  it.each([
    [{ text: 1 }, { _id: 1, text: 'x' }],
    [{ _id: 0, 'a.b': 1 }, { a: { b: 1 } }],
    [{ 'list.k': 1, _id: 0 }, { list: [{ k: 1 }, { k: 3 }] }],
    [
      { a: 0, 'list.v': 0 },
      { _id: 1, list: [{ k: 1 }, { k: 3 }], text: 'x' },
    ],
    [{ _id: 1 }, { _id: 1 }],
    [
      { _id: 0, list: { $slice: 1 }, text: 1 },
      { list: [{ k: 1, v: 2 }], text: 'x' },
    ],
    [{ _id: 0, list: { $elemMatch: { k: 3 } } }, { list: [{ k: 3, v: 4 }] }],
  ])('%j', async (projection, expected) => {
    const rows = mongo.collection<Row>();
    await rows.insertOne(document);
    expect(await rows.find({}, { projection }).toArray()).toEqual([expected]);
  });

  it('refuses including and excluding at once', async () => {
    const mixed = mongo
      .collection<Row>()
      .find({}, { projection: { a: 1, b: 0 } })
      .toArray();
    await expect(mixed).rejects.toMatchObject({ code: 31254 });
  });
});

describe('count and distinct', () => {
  it('counts with and without an index and lists values once', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany(range(100).map((_id) => ({ _id, n: _id % 10, t: [_id % 3] })));
    expect(await rows.countDocuments({ n: 3 })).toBe(10);
    await rows.createIndex({ n: 1 });
    expect(await rows.countDocuments({ n: 3 })).toBe(10);
    expect(await rows.countDocuments({ n: { $gte: 5 } }, { skip: 5, limit: 20 })).toBe(20);
    expect(await rows.countDocuments({ n: 3, _id: { $lt: 50 } })).toBe(5);
    expect(await rows.countDocuments({ n: 77 })).toBe(0);
    expect(await rows.estimatedDocumentCount()).toBe(100);
    expect(await rows.distinct('t', { n: { $lt: 5 } })).toEqual([0, 1, 2]);
  });
});
