import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EventStoreDBClient } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';

import { inspectFiles } from '../../src/node/inspect.js';
import { dataFile, environmentPath } from '../../src/storage/environment.js';
import { readMeta } from '../../src/storage/meta-page.js';
import { verify } from '../../src/verify/verify.js';
import { numbered } from '../support/event-store.js';
import { startDataNode } from '../support/starter.js';
import { between, runSeed, seeded } from './random.js';

const SEED = runSeed();
const ROUNDS = 12;
const CUTS = 8;
const PAGE = 4096;
const SECTOR = 512;
/** Bytes of a meta page that a commit writes, from its map size to its transaction. */
const META = { start: 40, end: 168 } as const;

/** The file after a commit and what must be found in it. */
interface State {
  readonly bytes: Buffer;
  readonly events: number;
  readonly documents: number;
}

const random = seeded(SEED);
const states: State[] = [];
let scratch = '';

/** Commits on both sides, large and small; the file is kept as each acknowledged write left it. */
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'data-node-power-'));
  const dataDir = join(scratch, 'node');
  const node = await startDataNode({ dataDir });
  const client = EventStoreDBClient.connectionString(node.esdb);
  const mongo = await MongoClient.connect(node.mongo);
  const rows = mongo.db('d').collection<{ _id: number; n: number }>('rows');
  await rows.createIndex({ n: 1 }, { unique: true });
  let [events, documents] = [0, 0];
  const keep = (): void => void states.push({ bytes: readFileSync(dataFile(dataDir)), events, documents });
  keep();
  for (let round = 0; round < ROUNDS; round += 1) {
    const count = between(random, 1, 60);
    await client.appendToStream(`stream-${round % 3}`, numbered(count));
    events += count;
    keep();
    await rows.insertMany(Array.from({ length: count }, (_, n) => ({ _id: documents + n, n: documents + n })));
    documents += count;
    keep();
  }
  await client.dispose();
  await mongo.close();
  await node.stop();
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A data directory with this file, as a start after the power cut finds it. */
function directoryWith(bytes: Buffer): string {
  const dataDir = mkdtempSync(join(scratch, 'cut-'));
  mkdirSync(environmentPath(dataDir));
  writeFileSync(dataFile(dataDir), bytes);
  return dataDir;
}

/** A start takes the file, and everything in it is one of the states. */
async function expectSound(bytes: Buffer, ...allowed: State[]): Promise<void> {
  const dataDir = directoryWith(bytes);
  expect(() => inspectFiles(dataDir)).not.toThrow();
  const { problems, events, documents } = await verify(dataDir, () => undefined);
  expect(problems).toEqual([]);
  const counts = allowed.map((state) => [state.events, state.documents]);
  expect(counts).toContainEqual([events.events, documents.documents]);
  rmSync(dataDir, { recursive: true });
}

const page = (bytes: Buffer, n: number): Buffer => bytes.subarray(n * PAGE, (n + 1) * PAGE);

/** The pages that a commit wrote, without its meta page. */
function writtenPages(before: Buffer, after: Buffer): number[] {
  const all = Array.from({ length: after.length / PAGE - 2 }, (_, n) => n + 2);
  return all.filter((n) => !page(before, n).equals(page(after, n)));
}

/** The file of before, with any of the sectors that the next commit wrote to data pages, cut off anywhere beyond its end. */
function cutBeforeMeta(before: Buffer, after: Buffer): Buffer {
  const cut = Buffer.concat([before, Buffer.alloc(Math.max(0, after.length - before.length))]);
  const share = random();
  for (const n of writtenPages(before, after)) {
    for (let at = n * PAGE; at < (n + 1) * PAGE; at += SECTOR) {
      if (random() < share) after.copy(cut, at, at, at + SECTOR);
    }
  }
  return cut.subarray(0, between(random, before.length / SECTOR, cut.length / SECTOR) * SECTOR);
}

/** All data pages of the next commit, and of its meta page the first bytes: what the disk wrote of one sector. */
function cutWithinMeta(before: Buffer, after: Buffer): Buffer {
  const cut = Buffer.from(after);
  before.copy(cut, 0, 0, 2 * PAGE);
  const slot = page(before, 0).equals(page(after, 0)) ? PAGE : 0;
  after.copy(cut, slot, slot, slot + between(random, META.start, META.end - 1));
  return cut;
}

it(`starts from the last acknowledged transaction when the power fails within a commit (MAX_SEED=${SEED})`, async () => {
  for (const [n, after] of states.entries()) {
    const before = states[n - 1];
    if (before === undefined) continue;
    for (let cut = 0; cut < CUTS; cut += 1) await expectSound(cutBeforeMeta(before.bytes, after.bytes), before);
    await expectSound(after.bytes, after);
  }
}, 300_000);

it(`reads one of both transactions or refuses when the meta page itself is torn (MAX_SEED=${SEED})`, async () => {
  let started = 0;
  for (const [n, after] of states.entries()) {
    const before = states[n - 1];
    if (before === undefined) continue;
    for (let cut = 0; cut < CUTS; cut += 1) {
      const bytes = cutWithinMeta(before.bytes, after.bytes);
      const dataDir = directoryWith(bytes);
      if (refusal(dataDir) !== undefined) continue;
      started += 1;
      await expectSound(bytes, before, after);
    }
  }
  expect(started).toBeGreaterThan(0);
}, 300_000);

/** Why a start refuses the files. */
function refusal(dataDir: string): string | undefined {
  try {
    inspectFiles(dataDir);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

it('names the file and the way out when the newest meta page is lost', async () => {
  const last = states.at(-1);
  if (last === undefined) throw new Error('no states');
  const whole = directoryWith(last.bytes);
  const newest = readMeta(dataFile(whole)).slot;
  const bytes = Buffer.from(last.bytes);
  page(bytes, newest).fill(0);
  const dataDir = directoryWith(bytes);
  const reason = refusal(dataDir);
  expect(reason).toMatch(new RegExp(`lmdb/data.mdb is damaged: meta page ${newest} .*restore --from`));
  await expect(startDataNode({ dataDir })).rejects.toThrow(/is damaged: meta page/);
  expect(await verify(dataDir, () => undefined)).toMatchObject({ count: 1 });
});

it(`verify finds each page in use that is lost, old or another's (MAX_SEED=${SEED})`, async () => {
  const last = states.at(-1);
  if (last === undefined) throw new Error('no states');
  let damaged = 0;
  for (let n = 2; n < last.bytes.length / PAGE; n += 1) {
    const bytes = Buffer.from(last.bytes);
    const other = between(random, 2, last.bytes.length / PAGE - 1);
    if (random() < 0.5 || other === n) page(bytes, n).fill(0);
    else page(last.bytes, other).copy(page(bytes, n));
    const { count } = await verify(directoryWith(bytes), () => undefined);
    if (count > 0) damaged += 1;
    else expect(await inUse(last, n)).toBe(false);
  }
  expect(damaged).toBeGreaterThan(20);
}, 300_000);

/** Whether the content changes with a page: pages of older transactions and free ones don't matter. */
async function inUse(state: State, n: number): Promise<boolean> {
  const bytes = Buffer.from(state.bytes);
  bytes.fill(0xff, n * PAGE, n * PAGE + 24);
  return (await verify(directoryWith(bytes), () => undefined)).count > 0;
}
