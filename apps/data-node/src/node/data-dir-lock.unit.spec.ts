import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lockDataDir } from './data-dir-lock.js';
import { identityOf } from './process-identity.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'data-node-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const self = identityOf(process.pid);
const locks = (): string[] => readdirSync(directory).sort();
const leave = (generation: number, text: string): void =>
  writeFileSync(join(directory, `node.lock.${generation}`), text);

it('takes a free directory and makes one that is missing', () => {
  directory = join(directory, 'new', 'deep');
  lockDataDir(directory);
  expect(locks()).toEqual(['node.lock.1']);
  expect(JSON.parse(readFileSync(join(directory, 'node.lock.1'), 'utf8'))).toEqual(self);
});

it('refuses a directory whose process lives', () => {
  lockDataDir(directory);
  expect(() => lockDataDir(directory)).toThrow(`is in use by process ${process.pid}`);
  expect(locks()).toEqual(['node.lock.1']);
});

it.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: 'boot/1' })],
  ['a number that another process has now', JSON.stringify({ ...self, started: 'an-earlier-boot/1' })],
  ['nothing readable', '{"pid":'],
  ['nothing at all', ''],
])('takes over from %s', (_name, text) => {
  leave(4, text);
  lockDataDir(directory);
  expect(locks()).toEqual(['node.lock.5']);
});

it('looks at the highest number only', () => {
  leave(9, JSON.stringify(self));
  leave(10, JSON.stringify({ pid: 2 ** 22 + 1, started: 'boot/1' }));
  lockDataDir(directory);
  expect(locks()).toEqual(['node.lock.11']);
});

it('says why a directory can not be written', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(() => lockDataDir(join(directory, 'file'))).toThrow(/can't be written: E/);
});
