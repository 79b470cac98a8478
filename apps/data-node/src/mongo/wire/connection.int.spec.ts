import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { BSON, type Document } from 'mongodb';

import { describeOurNode, startTestServer, type TestServer } from '../testing/mongo-server.js';

let mongo: TestServer;
let socket: Socket;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());
beforeEach(async () => {
  socket = connect(Number(new URL(mongo.url).port), '127.0.0.1');
  await once(socket, 'connect');
});
afterEach(() => socket.destroy());

/** A command as an OP_MSG. */
const message = (requestId: number, command: Document): Buffer => {
  const body = BSON.serialize({ ...command, $db: mongo.db.databaseName });
  const header = Buffer.alloc(21);
  header.writeInt32LE(21 + body.length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(2013, 12);
  return Buffer.concat([header, body]);
};

/** The next answers of the connection: to which request, and what. */
const answers = async (count: number): Promise<[number, Document][]> => {
  const found: [number, Document][] = [];
  let held = Buffer.alloc(0);
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    held = Buffer.concat([held, chunk as Buffer]);
    while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
      const size = held.readInt32LE(0);
      found.push([held.readInt32LE(8), BSON.deserialize(held.subarray(21, size))]);
      held = held.subarray(size);
    }
    if (found.length >= count) break;
  }
  return found;
};

describeOurNode('a connection', () => {
  it('answers commands that come in one piece in their order, writes before the reads behind them', async () => {
    const insert = (id: number): Document => ({ insert: 'piped', documents: [{ _id: id }] });
    const commands = [insert(1), { count: 'piped' }, insert(2), { count: 'piped' }, { frobnicate: 1 }, { ping: 1 }];
    socket.write(Buffer.concat(commands.map((command, at) => message(at, command))));
    const found = await answers(commands.length);
    expect(found.map(([to]) => to)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(found.map(([, { n, code, ok }]) => [n, code, ok] as unknown[])).toEqual([
      [1, undefined, 1],
      [1, undefined, 1],
      [1, undefined, 1],
      [2, undefined, 1],
      [undefined, 59, 0],
      [undefined, undefined, 1],
    ]);
  });

  it('takes a command byte by byte', async () => {
    socket.setNoDelay(true);
    for (const byte of message(7, { ping: 1 })) socket.write(Buffer.from([byte]));
    expect(await answers(1)).toEqual([[7, { ok: 1 }]]);
  });

  it('answers a command whose body can not be decoded, and the next one', async () => {
    const pattern = new BSON.BSONRegExp('(?i)abc*+', '');
    const broken = message(4, { find: 'x', filter: { _id: 1 } });
    // The type of the first field, `find`, becomes one that BSON doesn't have.
    broken[25] = 0x55;
    socket.write(
      Buffer.concat([message(3, { find: 'x', filter: { name: pattern } }), broken, message(5, { ping: 1 })]),
    );
    const found = await answers(3);
    expect(found).toMatchObject([
      [3, { ok: 0, code: 22, codeName: 'InvalidBSON', errmsg: expect.stringContaining('abc*+') }],
      [4, { ok: 0, code: 22 }],
      [5, { ok: 1 }],
    ]);
  });

  it('waits for a client that does not read, and serves others meanwhile', async () => {
    await mongo.db.collection('large').insertOne({ text: 'x'.repeat(4_000_000) });
    const many = Array.from({ length: 30 }, (_, at) => message(at, { find: 'large' }));
    socket.pause();
    socket.write(Buffer.concat(many));
    expect(await mongo.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    expect((await answers(30)).map(([to]) => to)).toEqual(many.map((_, at) => at));
  });

  it('that breaks in the middle of a command leaves what was acknowledged', async () => {
    socket.write(message(1, { insert: 'broken', documents: [{ _id: 1 }] }));
    await answers(1);
    socket.write(message(2, { insert: 'broken', documents: [{ _id: 2 }] }).subarray(0, 30));
    socket.destroy();
    expect(await mongo.db.collection('broken').countDocuments()).toBe(1);
  });
});
