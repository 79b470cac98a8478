import { once } from 'node:events';
import { connect } from 'node:net';

import { describeOurNode, startTestServer, type TestServer } from '../testing/mongo-server.js';

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

describeOurNode('what is not supported', () => {
  it.each([
    [{ frobnicate: 1 }, 59, "'frobnicate'"],
    [{ mapReduce: 'x' }, 59, "'mapReduce'"],
    [{ find: 'x', tailable: true }, 2, 'tailable'],
    [{ find: 'x', awaitData: true }, 9, 'awaitData'],
    [{ find: 'x', returnKey: true }, 238, "'returnKey'"],
    [{ find: 'x', min: { a: 1 } }, 238, "'min'"],
    [{ find: 'x', frob: true }, 40415, "'find.frob'"],
    [{ collMod: 'x', validator: {} }, 238, "'validator'"],
    [{ aggregate: 1, pipeline: [{ $changeStream: {} }], cursor: {} }, 40573, '$changeStream'],
    [{ aggregate: 'x', pipeline: [{ $changeStream: {} }], cursor: {} }, 40573, '$changeStream'],
    [{ find: 'x', collation: { locale: 'de' } }, 2, 'collation'],
    [{ find: 'x', limit: -1 }, 51024, "'limit'"],
    [{ find: 'x', filter: 'all' }, 14, "'filter'"],
    [{ find: '', filter: {} }, 73, 'namespace'],
    [{ create: 'x', capped: true }, 40415, "'create.capped'"],
    [{ insert: 'x', documents: [] }, 16, 'batch'],
    [{ aggregate: 'x', pipeline: [{ $match: {}, $limit: 1 }], cursor: {} }, 40323, 'exactly one'],
  ])('%j is refused by name', async (command, code, name) => {
    const refused = mongo.db.command(command);
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(name) });
  });
});

describe('collections and databases', () => {
  it('come and go', async () => {
    const name = `${mongo.db.databaseName}_else`;
    const db = mongo.client.db(name);
    await db.createCollection('made');
    await expect(db.createCollection('made', { capped: false } as never)).rejects.toThrow();
    await db.collection('implied').insertOne({ a: 1 });
    expect((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort()).toEqual([
      'implied',
      'made',
    ]);
    expect(await db.listCollections({ name: 'made' }).toArray()).toHaveLength(1);
    expect(await db.listCollections({ name: /^im/, type: 'collection' }).toArray()).toHaveLength(1);
    expect((await db.admin().listDatabases()).databases.map((each) => each.name)).toContain(name);
    expect(await db.command({ collStats: 'implied' })).toMatchObject({ count: 1, nindexes: 1 });
    expect(await db.collection('implied').drop()).toBe(true);
    expect(await db.collection('implied').find().toArray()).toEqual([]);
    await db.dropDatabase();
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  it('keep nothing of a collection that was dropped when it is made again', async () => {
    const rows = mongo.collection<{ _id: number; k: number }>();
    await rows.createIndex({ k: 1 }, { unique: true });
    await rows.insertOne({ _id: 1, k: 1 });
    await rows.drop();
    await rows.insertMany([
      { _id: 1, k: 1 },
      { _id: 2, k: 1 },
    ]);
    expect(await rows.indexes()).toHaveLength(1);
    expect(await rows.countDocuments()).toBe(2);
  });
});

describeOurNode('bytes that are no protocol', () => {
  it.each([
    ['text', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['a negative length', Buffer.alloc(16, 0xff)],
    ['an unknown operation', Buffer.concat([Buffer.from([20, 0, 0, 0]), Buffer.alloc(16, 7)])],
    ['a message without sections', Buffer.from([20, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0, 0, 0, 0, 0])],
    [
      'a section that is too long',
      Buffer.from([26, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xdd, 7, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 0, 0]),
    ],
  ])('close the connection (%s) and harm nobody else', async (_, bytes) => {
    const socket = connect(Number(new URL(mongo.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.resume();
    socket.write(bytes);
    await closed;
    expect(await mongo.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });
});
