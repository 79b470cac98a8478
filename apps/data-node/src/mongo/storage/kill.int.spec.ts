import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MongoClient } from 'mongodb';

import { startDataNode, type TestDataNode } from '../../../test/support/starter.js';
import { ourNodeOnly } from '../testing/mongo-server.js';

interface Row {
  _id: string;
  n: number;
  version: number;
}

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'data-node-mongo-kill-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** What clients were told is written: the least version each document must have. */
type Acknowledged = Map<string, number>;

/** Inserts and updates without a pause until the connection breaks, noting each answer. */
const writeUntilBroken = async (client: MongoClient, name: string, acknowledged: Acknowledged): Promise<void> => {
  const rows = client.db('d').collection<Row>('rows');
  for (let n = 0; ; n++) {
    const _id = `${name}-${n}`;
    try {
      await rows.insertOne({ _id, n, version: 1 });
      acknowledged.set(_id, 1);
      await rows.updateOne({ _id }, { $inc: { version: 1 } });
      acknowledged.set(_id, 2);
    } catch {
      return;
    }
  }
};

const killWhileWriting = async (acknowledged: Acknowledged, round: number): Promise<void> => {
  const node: TestDataNode = await startDataNode({ dataDir });
  const client = await MongoClient.connect(node.mongo, { serverSelectionTimeoutMS: 1000 });
  await client.db('d').collection('rows').createIndex({ n: 1 });
  const enough = acknowledged.size + 200;
  const writers = ['a', 'b', 'c', 'd'].map((name) => writeUntilBroken(client, `${name}${round}`, acknowledged));
  while (acknowledged.size < enough) await client.db('d').command({ ping: 1 });
  await node.kill();
  await Promise.all(writers);
  await client.close();
};

ourNodeOnly(
  'loses nothing acknowledged and keeps its indexes whole when killed again and again',
  async () => {
    const acknowledged: Acknowledged = new Map();
    for (let round = 0; round < 3; round++) await killWhileWriting(acknowledged, round);
    const node = await startDataNode({ dataDir });
    const client = await MongoClient.connect(node.mongo);
    const rows = client.db('d').collection<Row>('rows');
    const stored = new Map((await rows.find().toArray()).map(({ _id, version }) => [_id, version]));
    for (const [_id, version] of acknowledged) expect(stored.get(_id)).toBeGreaterThanOrEqual(version);
    const byIndex = await rows
      .find({ n: { $gte: 0 } })
      .sort({ n: 1 })
      .toArray();
    expect(byIndex.map(({ _id }) => _id).sort()).toEqual([...stored.keys()].sort());
    expect(await rows.estimatedDocumentCount()).toBe(stored.size);
    await client.close();
    await node.stop();
  },
  120_000,
);
