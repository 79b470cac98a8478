import { once } from 'node:events';
import { connect } from 'node:net';

import { startTestServer, type TestServer } from '../testing/mongo-server.js';

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

describe('the handshake', () => {
  it('offers neither sessions nor a replica set', async () => {
    const hello = await mongo.db.command({ hello: 1 });
    expect(hello).toMatchObject({ isWritablePrimary: true, maxWireVersion: 21, ok: 1 });
    expect(hello).not.toHaveProperty('logicalSessionTimeoutMinutes');
    expect(hello).not.toHaveProperty('setName');
  });

  it('makes the driver itself refuse transactions', async () => {
    const session = mongo.client.startSession();
    session.startTransaction();
    await expect(mongo.collection().insertOne({ a: 1 }, { session })).rejects.toThrow(/session|transaction/i);
    await session.endSession();
  });

  it('refuses a transaction number that comes anyway', async () => {
    const command = { insert: 'x', documents: [{ a: 1 }], txnNumber: 1n };
    await expect(mongo.db.command(command)).rejects.toMatchObject({ code: 20, codeName: 'IllegalOperation' });
  });
});

describe('what is not supported', () => {
  it.each([
    [{ frobnicate: 1 }, 59, "'frobnicate'"],
    [{ mapReduce: 'x' }, 59, "'mapReduce'"],
    [{ find: 'x', tailable: true }, 40415, "'find.tailable'"],
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
    const db = mongo.client.db('elsewhere');
    await db.createCollection('made');
    await expect(db.createCollection('made', { capped: false } as never)).rejects.toThrow();
    await db.collection('implied').insertOne({ a: 1 });
    expect((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort()).toEqual([
      'implied',
      'made',
    ]);
    expect(await db.listCollections({ name: 'made' }).toArray()).toHaveLength(1);
    expect((await db.admin().listDatabases()).databases.map(({ name }) => name)).toContain('elsewhere');
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

describe('bytes that are no protocol', () => {
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
    const socket = connect(mongo.server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const closed = once(socket, 'close');
    socket.resume();
    socket.write(bytes);
    await closed;
    expect(await mongo.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });
});
