import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

import { EventStoreDBClient } from '@eventstore/db-client';
import { type Collection, MongoClient } from 'mongodb';

import { verify } from '../../src/verify/verify.js';
import { collect, commitOf } from '../support/event-store.js';
import { startDataNode, type TestDataNode } from '../support/starter.js';
import { DocumentWriter, type Row } from './document-writer.js';
import { EventWriter } from './event-writer.js';
import { between, runSeed, seeded } from './random.js';

const KILLS = Number(process.env['MAX_KILLS'] ?? 40);
const SEED = runSeed();
const VERIFY_EVERY = 10;

const random = seeded(SEED);
const events = [0, 1, 2, 3].map((n) => new EventWriter(`kill-${n}`, n % 2 === 0, seeded(SEED + n)));
const documents = ['a', 'b', 'c'].map((name, n) => new DocumentWriter(name, seeded(SEED + 100 + n)));

interface Clients {
  readonly events: EventStoreDBClient;
  readonly rows: Collection<Row>;
  close(): Promise<void>;
}

/** Clients that give up at once when their node is gone. */
async function connect(node: TestDataNode): Promise<Clients> {
  const esdb = EventStoreDBClient.connectionString(`${node.esdb}&maxDiscoverAttempts=1&discoveryInterval=10`);
  const mongo = await MongoClient.connect(node.mongo, { serverSelectionTimeoutMS: 1000 });
  return {
    events: esdb,
    rows: mongo.db('kill').collection<Row>('rows'),
    close: async () => {
      await Promise.all([esdb.dispose(), mongo.close()]);
    },
  };
}

/** Resolves after `count` calls of the function it answers. */
function countdown(count: number): { done: Promise<void>; step: () => void } {
  let left = count;
  let finish: () => void = () => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const step = (): void => {
    left -= 1;
    if (left === 0) finish();
  };
  return { done, step };
}

/** Everything that was acknowledged to the last node is there, and nothing by half. */
async function checkAll(clients: Clients, whole = false): Promise<void> {
  for (const writer of events) await writer.check(clients.events, ...(whole ? [0] : []));
  for (const writer of documents) await writer.check(clients.rows, whole);
}

/** Kills a node that all writers write to: during its first writes, in full swing, within a commit or between two. */
async function killUnderLoad(dataDir: string): Promise<void> {
  const node = await startDataNode({ dataDir });
  const clients = await connect(node);
  await clients.rows.createIndexes([{ key: { key: 1 }, unique: true }, { key: { tags: 1, version: -1 } }]);
  await checkAll(clients);
  const { done, step } = countdown(between(random, 1, 60));
  const writing = Promise.all([
    ...events.map((writer) => writer.writeUntilGone(clients.events, step)),
    ...documents.map((writer) => writer.writeUntilGone(clients.rows, step)),
  ]);
  await Promise.race([done, writing]);
  await after(random() * 6); // not a wait for anything: the moment of death is what is random here
  await node.kill();
  await writing;
  await clients.close();
}

it(
  `loses nothing acknowledged and keeps nothing by half in ${KILLS} kills under mixed load (MAX_SEED=${SEED})`,
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'data-node-kill-'));
    try {
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await killUnderLoad(dataDir);
        if (kill % VERIFY_EVERY === 0) expect(await verify(dataDir, () => undefined)).toMatchObject({ problems: [] });
      }
      const node = await startDataNode({ dataDir });
      const clients = await connect(node);
      await checkAll(clients, true);
      const all = await collect(clients.events.readAll());
      expect(all.map(commitOf)).toEqual(all.map((_, n) => BigInt(n + 1)));
      const sum = documents.reduce((total, { count }) => total + count, 0);
      expect(await clients.rows.countDocuments({ tags: { $gte: 0 } })).toBe(sum);
      expect(await clients.rows.estimatedDocumentCount()).toBe(sum);
      await clients.close();
      await node.stop();
      const verified = await verify(dataDir, () => undefined);
      expect(verified).toMatchObject({ problems: [], events: { events: all.length }, documents: { documents: sum } });
      const written = [...events, ...documents].map(({ acknowledged }) => acknowledged);
      expect(Math.min(...written)).toBeGreaterThan(0);
      console.log(
        `${KILLS} kills, seed ${SEED}: ${events.reduce((n, { acknowledged }) => n + acknowledged, 0)} events and ` +
          `${documents.reduce((n, { acknowledged }) => n + acknowledged, 0)} document writes acknowledged, none lost; ` +
          `${all.length} events and ${sum} documents there`,
      );
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  60_000 + KILLS * 20_000,
);
