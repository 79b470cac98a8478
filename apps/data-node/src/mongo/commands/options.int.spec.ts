import { type Document } from 'mongodb';

import { describeOurNode, ourNodeOnly, startTestServer, type TestServer } from '../testing/mongo-server.js';

interface Row extends Document {
  _id: number;
}

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

describe('what every command may carry', () => {
  it.each([
    [{ writeConcern: { w: 1, j: true, wtimeout: 100 } }],
    [{ writeConcern: { w: 'majority' } }],
    [{ comment: { by: 'a test' } }],
    [{ maxTimeMS: 1000 }],
    [{ $readPreference: { mode: 'secondaryPreferred' } }],
    [{ apiVersion: '1', apiStrict: false }],
  ])('%j is accepted', async (fields) => {
    const command = { insert: `x${Object.keys(fields)[0]}`.replace('$', ''), documents: [{ a: 1 }], ...fields };
    expect(await mongo.db.command(command)).toMatchObject({ n: 1, ok: 1 });
  });

  it.each(['local', 'available', 'majority'])('readConcern %s is accepted', async (level) => {
    expect(await mongo.db.command({ find: 'none', readConcern: { level } })).toMatchObject({ ok: 1 });
  });
});

describeOurNode('what one node can not promise, or does not know', () => {
  it.each([
    [{ writeConcern: { w: 3 } }, 2, "'w' > 1"],
    [{ writeConcern: { w: 'tagged' } }, 79, 'tagged'],
    [{ writeConcern: { w: -1 } }, 9, 'w has to be'],
    [{ writeConcern: { wait: 1 } }, 40415, "'writeConcern.wait'"],
    [{ readConcern: { level: 'linearizable' } }, 123, 'linearizable'],
    [{ readConcern: { level: 'psychic' } }, 2, 'psychic'],
    [{ $readPreference: { mode: 'loudest' } }, 9, 'loudest'],
    [{ maxTimeMS: -1 }, 2, 'maxTimeMS'],
    [{ maxTimeMS: 'soon' }, 14, 'maxTimeMS'],
    [{ apiVersion: '2' }, 322, 'API version'],
    [{ collation: { locale: 'de', strength: 1 } }, 2, 'collation "de"'],
  ])('%j is refused', async (fields, code, message) => {
    const refused = mongo.db.command({ find: 'none', ...fields });
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe('hint', () => {
  const fill = async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany([3, 1, 2].map((k, _id) => ({ _id, k, even: k % 2 === 0 })));
    await rows.createIndexes([{ key: { k: 1 } }, { key: { even: 1 }, name: 'by-even' }]);
    return rows;
  };

  it('picks the index by its name or its key, for reads and for writes', async () => {
    const rows = await fill();
    expect((await rows.find({}, { hint: 'k_1' }).toArray()).map(({ k }) => k as number)).toEqual([1, 2, 3]);
    expect((await rows.find({}, { hint: { k: 1 } }).toArray()).map(({ _id }) => _id)).toEqual([1, 2, 0]);
    expect((await rows.find({}, { hint: { $natural: -1 } }).toArray()).map(({ _id }) => _id)).toEqual([2, 1, 0]);
    expect(await rows.countDocuments({ even: true }, { hint: 'k_1' })).toBe(1);
    expect(await rows.updateOne({ k: 2 }, { $set: { seen: true } }, { hint: 'k_1' })).toMatchObject({
      modifiedCount: 1,
    });
    expect(await rows.findOneAndUpdate({ k: 2 }, { $set: { seen: false } }, { hint: { k: 1 } })).toMatchObject({
      _id: 2,
    });
    expect(await rows.deleteOne({ k: 3 }, { hint: 'by-even' })).toMatchObject({ deletedCount: 1 });
    expect(await rows.aggregate([{ $match: { k: 1 } }], { hint: 'k_1' }).toArray()).toHaveLength(1);
  });

  it('is refused if there is no such index', async () => {
    const rows = await fill();
    const message = expect.stringContaining('hint provided does not correspond to an existing index');
    await expect(rows.find({}, { hint: 'none' }).toArray()).rejects.toMatchObject({ code: 2, message });
    await expect(rows.find({}, { hint: { even: -1 } }).toArray()).rejects.toMatchObject({ code: 2, message });
    await expect(rows.updateOne({ k: 1 }, { $set: { a: 1 } }, { hint: 'none' })).rejects.toMatchObject({
      code: 2,
      message,
    });
  });
});

describe('let', () => {
  it('names values for the expressions of finds, updates, deletes and aggregations', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany([1, 2, 3].map((_id) => ({ _id, k: _id * 10 })));
    const filter = { $expr: { $gte: ['$k', '$$least'] } };
    expect(await rows.find(filter, { let: { least: 20 } }).toArray()).toHaveLength(2);
    const pipeline = [{ $match: filter }, { $set: { over: { $subtract: ['$k', '$$least'] } } }, { $sort: { _id: 1 } }];
    expect(
      (await rows.aggregate(pipeline, { let: { least: 20 } }).toArray()).map(({ over }) => over as number),
    ).toEqual([0, 10]);
    const found = await rows.findOneAndUpdate(filter, [{ $set: { k: '$$least' } }], {
      let: { least: 30 },
      returnDocument: 'after',
    });
    expect(found).toEqual({ _id: 3, k: 30 });
    expect(await rows.updateMany(filter, { $set: { big: true } }, { let: { least: 20 } })).toMatchObject({
      modifiedCount: 2,
    });
    expect(await rows.deleteMany(filter, { let: { least: 20 } })).toMatchObject({ deletedCount: 2 });
    await expect(rows.find(filter).toArray()).rejects.toThrow(/least/);
  });
});

describe('cursors', () => {
  it('take noCursorTimeout, batchSize and maxTimeMS, and are gone when killed', async () => {
    const rows = mongo.collection<Row>();
    await rows.insertMany(Array.from({ length: 30 }, (_, _id) => ({ _id })));
    const started = await mongo.db.command({
      find: rows.collectionName,
      batchSize: 4,
      noCursorTimeout: true,
      maxTimeMS: 5000,
    });
    expect(started['cursor'].firstBatch).toHaveLength(4);
    const getMore = { getMore: started['cursor'].id, collection: rows.collectionName, batchSize: 5 };
    expect((await mongo.db.command(getMore))['cursor'].nextBatch).toHaveLength(5);
    const killed = await mongo.db.command({ killCursors: rows.collectionName, cursors: [started['cursor'].id] });
    expect(killed).toMatchObject({ cursorsKilled: [started['cursor'].id], cursorsNotFound: [] });
    await expect(mongo.db.command(getMore)).rejects.toMatchObject({ code: 43, codeName: 'CursorNotFound' });
  });

  ourNodeOnly('give up when their time is over', async () => {
    const rows = mongo.collection<Row>();
    const all = Array.from({ length: 20_000 }, (_, _id) => ({ _id, text: 'x'.repeat(50) }));
    await rows.insertMany(all);
    const slow = rows.find({ $expr: { $eq: [{ $concat: ['$text', '$text'] }, 'y'] } }, { maxTimeMS: 1 }).toArray();
    await expect(slow).rejects.toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' });
  });
});
