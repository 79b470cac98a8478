import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';

import { freeMib } from '../../src/storage/disk-space.js';
import { verify } from '../../src/verify/verify.js';
import { collect } from '../support/event-store.js';
import { startDataNode, type TestDataNode } from '../support/starter.js';

const DISK_MIB = 40;
const RESERVE_MIB = 24;
const TEXT = 'x'.repeat(400_000);

let disk = '';
const mounted = mountDisk();

/** A disk of its own, small enough to fill; false where mounting is not allowed. */
function mountDisk(): boolean {
  disk = mkdtempSync(join(tmpdir(), 'data-node-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', disk]);
  return status === 0;
}

afterAll(() => {
  if (mounted) spawnSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

interface Clients {
  readonly events: EventStoreDBClient;
  readonly mongo: MongoClient;
}

const connect = async (node: TestDataNode): Promise<Clients> => ({
  events: EventStoreDBClient.connectionString(`${node.esdb}&maxDiscoverAttempts=1&discoveryInterval=10`),
  mongo: await MongoClient.connect(node.mongo, { serverSelectionTimeoutMS: 1000 }),
});

const close = async ({ events, mongo }: Clients): Promise<void> => {
  await events.dispose();
  await mongo.close();
};

const rowsOf = ({ mongo }: Clients) => mongo.db('full').collection<{ _id: number; text: string }>('rows');

const appendOne = ({ events }: Clients, n: number) =>
  events.appendToStream('full', jsonEvent({ type: 'test.long.v1', data: { n, text: TEXT } }));

/** Writes until a write is refused; answers how many were acknowledged before, and the refusal. */
async function untilRefused(write: (n: number) => Promise<unknown>, from = 0): Promise<[number, unknown]> {
  for (let n = from; ; n += 1) {
    try {
      await write(n);
    } catch (error) {
      return [n, error];
    }
  }
}

const withDisk = mounted ? describe : describe.skip;
withDisk(`on a disk of ${DISK_MIB} MiB (skipped where mounting is not allowed)`, () => {
  it('refuses writes while the reserve is not free, reads on, and writes again when there is room', async () => {
    const dataDir = join(disk, 'guarded');
    const node = await startDataNode({ dataDir, flags: ['--disk-reserve', `${RESERVE_MIB}`] });
    const clients = await connect(node);
    const rows = rowsOf(clients);
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(4 * 1024 * 1024));

    const [events, refusal] = await untilRefused((n) => appendOne(clients, n));
    expect(events).toBeGreaterThan(15);
    expect(String(refusal)).toMatch(/The disk is full: \d+ MiB are free/);
    const [, streamed] = await untilRefused(() => clients.events.deleteStream('full'));
    expect(streamed).toMatchObject({ code: 8 }); // RESOURCE_EXHAUSTED
    const [documents, declined] = await untilRefused((_id) => rows.insertOne({ _id, text: TEXT }));
    expect(declined).toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' });
    expect(freeMib(disk)).toBeGreaterThan(0);

    expect(await collect(clients.events.readStream('full'))).toHaveLength(events);
    expect(await rows.countDocuments()).toBe(documents);

    rmSync(ballast);
    await appendOne(clients, events);
    await rows.insertOne({ _id: documents, text: TEXT });
    expect(await collect(clients.events.readStream('full'))).toHaveLength(events + 1);
    await close(clients);
    await node.stop();
    expect(await verify(dataDir, () => undefined)).toMatchObject({
      problems: [],
      documents: { documents: documents + 1 },
    });
    rmSync(dataDir, { recursive: true });
  });

  it('stops with the last whole transaction when a disk without a reserve is full, and goes on when there is room', async () => {
    const dataDir = join(disk, 'unguarded');
    mkdirSync(dataDir);
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(28 * 1024 * 1024));
    const node = await startDataNode({ dataDir, flags: ['--disk-reserve', '0'] });
    const clients = await connect(node);
    const rows = rowsOf(clients);
    const acknowledged = { events: 0, documents: 0 };
    const [[events], [documents]] = await Promise.all([
      untilRefused(async (n) => {
        await appendOne(clients, n);
        acknowledged.events += 1;
      }),
      untilRefused(async (_id) => {
        await rows.insertOne({ _id, text: TEXT });
        acknowledged.documents += 1;
      }),
    ]);
    expect(await node.ended).toMatchObject({ signal: 'SIGKILL' });
    await close(clients);
    rmSync(ballast);

    const next = await startDataNode({ dataDir, flags: ['--disk-reserve', '0'] });
    const again = await connect(next);
    expect([events, events + 1]).toContain((await collect(again.events.readStream('full'))).length);
    expect([documents, documents + 1]).toContain(await rowsOf(again).countDocuments());
    await appendOne(again, events + 2);
    await rowsOf(again).insertOne({ _id: 1_000_000, text: TEXT });
    await close(again);
    await next.stop();
    expect(await verify(dataDir, () => undefined)).toMatchObject({ problems: [] });
    expect(acknowledged.events + acknowledged.documents).toBeGreaterThan(15);
    rmSync(dataDir, { recursive: true });
  });
});
