import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openLogStores } from '../esdb/log/stores.js';
import { openTables } from '../mongo/storage/tables.js';
import { dataFile, environmentPath, openEnvironment } from '../storage/environment.js';
import { writeFormat } from '../storage/format.js';
import { inspectContent, inspectFiles } from './inspect.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'data-node-inspect-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** An environment with what `fill` puts into it; answers what a start says of it, or why it refuses. */
async function inspected(fill: (env: ReturnType<typeof openEnvironment>) => Promise<unknown>): Promise<string> {
  const env = openEnvironment(directory);
  try {
    await fill(env);
    return inspectContent(env, directory, 1);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await env.close();
  }
}

it('finds nothing yet in a directory that is new or was left in its first moment', async () => {
  expect(() => inspectFiles(directory)).not.toThrow();
  expect(await inspected(writeFormat)).toBe('format 1, no data yet');
  expect(() => inspectFiles(directory)).not.toThrow();
});

it('counts what is there', async () => {
  const found = await inspected(async (env) => {
    openLogStores(env);
    openTables(env);
    await writeFormat(env);
  });
  expect(found).toMatch(/^format 1, transaction 1, 0 events in 0 streams .*, 0 documents in 0 collections/);
});

it.each([
  ['a newer format', 'data-node', 'format', 2, /has format 2, .* it was written by a newer one/],
  ['a format that is no number', 'data-node', 'format', 'two', /has format NaN/],
  ["somebody else's database", 'accounts', 'x', 1, /a database 'accounts', which no data node makes/],
])('refuses %s', async (_name, name, key, value, reason) => {
  expect(await inspected((env) => env.openDB({ name, encoding: 'json' }).put(key, value))).toMatch(reason);
});

it('refuses events that are missing or that the indices do not know', async () => {
  const found = await inspected(async (env) => {
    const stores = openLogStores(env);
    openTables(env);
    await stores.events.put(2, Buffer.from([]));
  });
  expect(found).toMatch(/data\.mdb is damaged: 1 events, and the last is at position 2\. .*restore --from/);
});

it('refuses a folder of something else, and a file that is none of ours', async () => {
  mkdirSync(environmentPath(directory));
  writeFileSync(join(environmentPath(directory), 'letter.txt'), 'Dear');
  expect(() => inspectFiles(directory)).toThrow(/holds 'letter\.txt', which is no data of a data node/);
  writeFileSync(dataFile(directory), 'Dear Sir or Madam, '.repeat(1000));
  expect(() => inspectFiles(directory)).toThrow(/data\.mdb is damaged: meta page 0 doesn't have LMDB's mark/);
});

it('refuses a page that calls itself another', async () => {
  await inspected(async (env) => {
    const stores = openLogStores(env);
    for (let n = 1; n < 200; n += 1) await stores.events.put(n, Buffer.alloc(500, n));
  });
  const bytes = readFileSync(dataFile(directory));
  for (let page = 2; page * 4096 < bytes.length; page += 1) bytes.writeUInt32LE(1_000_000 + page, page * 4096);
  writeFileSync(dataFile(directory), bytes);
  expect(() => inspectFiles(directory)).toThrow(/damaged: page \d+ of .*: calls itself page 10000\d\d/);
});
