import { MongoClient } from 'mongodb';

import { describeOurNode, startTestServer, type TestServer } from '../testing/mongo-server.js';

let mongo: TestServer;
beforeAll(async () => {
  mongo = await startTestServer();
});
afterAll(() => mongo.close());

/** Our node is no replica set: it declines in `hello`, and the driver itself refuses what it therefore can't do. */
describeOurNode('sessions, transactions and retryable writes', () => {
  it('are not offered in the handshake', async () => {
    const hello = await mongo.db.command({ hello: 1 });
    expect(hello).toMatchObject({ isWritablePrimary: true, maxWireVersion: 21, ok: 1 });
    expect(hello).not.toHaveProperty('logicalSessionTimeoutMinutes');
    expect(hello).not.toHaveProperty('setName');
  });

  it('retryWrites=true in the URL is no hindrance: the driver writes without transaction numbers', async () => {
    const client = await MongoClient.connect(`${mongo.url}?retryWrites=true&retryReads=true&w=majority`, {
      monitorCommands: true,
    });
    const commands: Record<string, unknown>[] = [];
    client.on('commandStarted', ({ command }) => commands.push(command));
    const rows = client.db().collection<{ _id: number }>('retried');
    expect(await rows.insertOne({ _id: 1 })).toMatchObject({ acknowledged: true });
    expect(await rows.bulkWrite([{ updateOne: { filter: { _id: 1 }, update: { $set: { a: 1 } } } }])).toMatchObject({
      modifiedCount: 1,
    });
    expect(commands.map((each) => Object.keys(each)[0])).toEqual(['insert', 'update']);
    expect(commands.every((each) => !('txnNumber' in each) && !('lsid' in each))).toBe(true);
    await client.close();
  });

  it('a session is refused by the driver before anything is written', async () => {
    const rows = mongo.collection<{ _id: number }>();
    const session = mongo.client.startSession();
    await expect(rows.insertOne({ _id: 1 }, { session })).rejects.toThrow(/does not support sessions/);
    await session.endSession();
    expect(await rows.countDocuments()).toBe(0);
  });

  it('withTransaction fails with a clear error and leaves nothing half done', async () => {
    const rows = mongo.collection<{ _id: number }>();
    const work = mongo.client.withSession((session) =>
      session.withTransaction(async () => {
        await rows.insertOne({ _id: 1 }, { session });
        await rows.insertOne({ _id: 2 }, { session });
      }),
    );
    await expect(work).rejects.toThrow(/session|transaction/i);
    expect(await rows.countDocuments()).toBe(0);
  });

  it.each([[{ txnNumber: 1n }], [{ startTransaction: true, autocommit: false }]])(
    '%j that comes anyway is refused',
    async (fields) => {
      const command = { insert: 'x', documents: [{ a: 1 }], ...fields };
      await expect(mongo.db.command(command)).rejects.toMatchObject({ code: 20, codeName: 'IllegalOperation' });
    },
  );

  it('endSessions is answered, commitTransaction is not known', async () => {
    expect(await mongo.db.admin().command({ endSessions: [] })).toMatchObject({ ok: 1 });
    await expect(mongo.db.admin().command({ commitTransaction: 1 })).rejects.toMatchObject({ code: 59 });
  });

  it('the bulkWrite of the client, which MongoDB has since 8.0, is refused by name', async () => {
    const namespace = `${mongo.db.databaseName}.x`;
    const work = mongo.client.bulkWrite([{ name: 'insertOne', namespace, document: {} }]);
    await expect(work).rejects.toMatchObject({ cause: { code: 59, message: "no such command: 'bulkWrite'" } });
  });

  it('change streams are refused by name', async () => {
    const stream = mongo.collection().watch();
    await expect(stream.next()).rejects.toMatchObject({
      code: 40573,
      message: expect.stringContaining('$changeStream'),
    });
    await stream.close();
  });
});
