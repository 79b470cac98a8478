import { startTestServer, type TestServer } from '../testing/mongo-server.js';

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

describe('bounds of an index leave nothing out', () => {
  it('when different elements of an array lie within the two ends of a branch', async () => {
    const rows = mongo.collection();
    await rows.createIndex({ a: 1 });
    await rows.insertMany([{ a: [0, 10] }, { a: 3 }, { a: 20 }, { a: 30 }]);
    const found = await rows.find({ $or: [{ a: { $gt: 1, $lt: 5 } }, { a: 20 }] }).toArray();
    expect(found.map(({ a }) => a as unknown)).toEqual(expect.arrayContaining([[0, 10], 3, 20]));
    expect(found).toHaveLength(3);
  });

  it('when the beginning of a text has a backslash', async () => {
    const rows = mongo.collection();
    await rows.createIndex({ path: 1 });
    await rows.insertMany([{ path: 'C:\\Users\\x' }, { path: 'C:Users' }, { path: 'a.b' }, { path: 'axb' }]);
    expect(await rows.countDocuments({ path: /^C:\\Users/ })).toBe(1);
    expect(await rows.countDocuments({ path: /^a\.b/ })).toBe(1);
  });
});
