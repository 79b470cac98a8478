import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { dataFile, openEnvironment } from './environment.js';
import { readMeta } from './meta-page.js';

let directory = '';
let file = '';
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'data-node-meta-'));
  file = dataFile(directory);
  const env = openEnvironment(directory);
  const rows = env.openDB<Buffer, number>({ name: 'rows', encoding: 'binary' });
  for (let n = 1; n <= 9; n += 1) await rows.put(n, Buffer.alloc(3000, n));
  await env.close();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Changes bytes of the file in place. */
function change(edit: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  edit(bytes);
  writeFileSync(file, bytes);
}

it('reads what the latest transaction left', () => {
  const meta = readMeta(file);
  expect(meta).toMatchObject({ pageSize: 4096, main: { entries: 1, depth: 1 } });
  expect(meta.transaction % 2).toBe(meta.slot);
});

const TRANSACTION = 152;
const LAST_PAGE = 144;
const MAIN_ROOT = 24 + 24 + 48 + 40;

it.each([
  ['no mark on page 0', (bytes: Buffer) => bytes.fill(0, 0, 4096), /page 0 doesn't have LMDB's mark/],
  ['no mark on page 1', (bytes: Buffer) => bytes.fill(0, 4096, 8192), /page 1 doesn't have LMDB's mark/],
  ['another data version', (bytes: Buffer) => bytes.writeUInt32LE(1, 28), /data version 1/],
  ['a wild page size', (bytes: Buffer) => bytes.writeUInt32LE(4097, 48), /page size of 4097/],
  ['a transaction from nowhere', (bytes: Buffer) => bytes.writeUInt8(77, TRANSACTION), /can't follow each other/],
  ['two times one transaction', (bytes: Buffer) => bytes.copy(bytes, 4096 + 24, 24, 168), /can't follow each other/],
])('refuses %s', (_name, damage, reason) => {
  change(damage);
  expect(() => readMeta(file)).toThrow(reason);
});

it('refuses a root beyond the end of the file and a count of pages that shrank', () => {
  const slot = readMeta(file).slot * 4096;
  change((bytes) => bytes.writeUInt8(255, slot + MAIN_ROOT));
  expect(() => readMeta(file)).toThrow(/beyond the end of the file/);
  change((bytes) => bytes.writeUInt8(0, slot + LAST_PAGE));
  expect(() => readMeta(file)).toThrow(/counts too few pages/);
});

it('refuses a file that ends within the meta pages', () => {
  truncateSync(file, 4100);
  expect(() => readMeta(file)).toThrow(/ends within meta page 1/);
});
