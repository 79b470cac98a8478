import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { EventStoreDBClient } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';

import { readManifest } from '../../src/backup/manifest.js';
import { dataFile } from '../../src/storage/environment.js';
import { collect, numbered, numbersOf } from '../support/event-store.js';
import { startDataNode } from '../support/starter.js';

const MAIN = resolve(import.meta.dirname, '../../../../dist/apps/data-node/main.js');
const BATCH = 10;

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'data-node-backup-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

/** Two writers of events and two of documents, which write in batches until told to stop; `counts` is what is acknowledged. */
function writers(client: EventStoreDBClient, mongo: MongoClient) {
  const counts = [0, 0, 0, 0];
  let stopped = false;
  const until = async (n: number, write: (from: number) => Promise<unknown>): Promise<void> => {
    while (!stopped) {
      await write(counts[n] ?? 0);
      counts[n] = (counts[n] ?? 0) + BATCH;
    }
  };
  const running = Promise.all([
    ...[0, 1].map((n) => until(n, (from) => client.appendToStream(`live-${n}`, numbered(BATCH, from)))),
    ...[2, 3].map((n) =>
      until(n, (from) =>
        mongo
          .db('live')
          .collection<{ _id: number; n: number }>(`rows-${n}`)
          .insertMany(Array.from({ length: BATCH }, (_, k) => ({ _id: from + k, n: from + k }))),
      ),
    ),
  ]);
  return {
    counts,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

it('copies one whole moment while four writers write, and puts it back', async () => {
  const source = join(scratch, 'node');
  const copy = join(scratch, 'copy');
  const target = join(scratch, 'restored');
  const node = await startDataNode({ dataDir: source });
  const client = EventStoreDBClient.connectionString(node.esdb);
  const mongo = await MongoClient.connect(node.mongo);
  for (const n of [2, 3]) await mongo.db('live').collection(`rows-${n}`).createIndex({ n: 1 }, { unique: true });
  const load = writers(client, mongo);
  while (load.counts.some((count) => count < 5 * BATCH)) await mongo.db('live').command({ ping: 1 });

  const before = [...load.counts];
  expect(await run('backup', '--data-dir', source, '--to', copy)).toMatchObject({ code: 0 });
  const after = load.counts.map((count) => count + BATCH);
  expect(await run('verify', '--data-dir', source)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sound/) });
  await load.stop();
  await client.dispose();
  await mongo.close();
  await node.stop();

  expect(await run('verify', '--backup', copy)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sound/) });
  expect(await run('restore', '--from', copy, '--data-dir', target)).toMatchObject({ code: 0 });
  const restored = await startDataNode({ dataDir: target });
  const again = EventStoreDBClient.connectionString(restored.esdb);
  const rows = await MongoClient.connect(restored.mongo);
  const found = [];
  for (const n of [0, 1]) {
    const events = await collect(again.readStream(`live-${n}`));
    expect(numbersOf(events)).toEqual(events.map((_, k) => k));
    found.push(events.length);
  }
  for (const n of [2, 3])
    found.push(
      await rows
        .db('live')
        .collection(`rows-${n}`)
        .countDocuments({ n: { $gte: 0 } }),
    );
  for (const [n, count] of found.entries()) {
    expect(count).toBeGreaterThanOrEqual(before[n] ?? 0);
    expect(count).toBeLessThanOrEqual(after[n] ?? 0);
    expect(count % BATCH).toBe(0); // nothing by half
  }
  expect(readManifest(copy).position).toBe((found[0] ?? 0) + (found[1] ?? 0));
  await again.appendToStream('live-0', numbered(1, found[0] ?? 0), { expectedRevision: BigInt((found[0] ?? 0) - 1) });
  await again.dispose();
  await rows.close();
  await restored.stop();
}, 300_000);

it('refuses what would lose or mix data, in a line', async () => {
  const source = join(scratch, 'node');
  const copy = join(scratch, 'copy');
  const node = await startDataNode({ dataDir: source });
  const refused = (reason: RegExp) => ({ code: 1, stderr: expect.stringMatching(reason) });
  expect(await run('backup', '--data-dir', join(scratch, 'none'), '--to', copy)).toMatchObject(
    refused(/no data node's data/),
  );
  expect(await run('backup', '--data-dir', source, '--to', copy)).toMatchObject({ code: 0 });
  expect(await run('backup', '--data-dir', source, '--to', copy)).toMatchObject(refused(/is not empty/));
  const forced = ['restore', '--from', copy, '--data-dir', source, '--force'];
  expect(await run(...forced.slice(0, -1))).toMatchObject(refused(/is not empty; --force/));
  expect(await run(...forced)).toMatchObject(refused(/in use by process/));
  await node.stop();
  expect(await run(...forced)).toMatchObject({ code: 0, stderr: expect.stringMatching(/kept as lmdb\.replaced-/) });

  const bytes = readFileSync(dataFile(copy));
  bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
  writeFileSync(dataFile(copy), bytes);
  expect(await run(...forced)).toMatchObject(refused(/is not what was backed up/));
  expect(await run('verify', '--backup', copy)).toMatchObject(refused(/is not what was backed up/));
  rmSync(join(copy, 'backup.json'));
  expect(await run(...forced)).toMatchObject(refused(/not a whole backup/));
}, 300_000);
