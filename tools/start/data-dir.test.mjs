import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';

import { openDataDir, openSecrets } from './data-dir.mjs';
import { demoUsers } from './demo-users.mjs';
import { Failure } from './failure.mjs';

const mode = (path) => (statSync(path).mode & 0o777).toString(8);

describe('data directory', () => {
  let dir;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'max-start-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('is made and given back', () => {
    const inner = join(dir, 'a/b');
    openDataDir(inner).release();
    assert.deepEqual(readdirSync(inner), ['logs']);
  });

  it('is refused where a file stands', () => {
    writeFileSync(join(dir, 'file'), '');
    assert.throws(() => openDataDir(join(dir, 'file')), /can't be written: a part of the path is a file/);
  });

  it('is refused where nothing can be made', { skip: process.platform !== 'linux' && 'Linux only' }, () => {
    assert.throws(() => openDataDir('/proc/nothing/here'), Failure);
  });

  it('is refused while another instance runs, and taken over when that one is dead', async () => {
    // a live process whose command line looks like ours
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)', 'start.mjs'], { stdio: 'ignore' });
    writeFileSync(join(dir, 'instance.lock'), JSON.stringify({ pid: other.pid }));
    assert.throws(() => openDataDir(dir), new RegExp(`in use by another Max Booster \\(process ${other.pid}\\)`));
    other.kill('SIGKILL');
    await new Promise((resolve) => other.once('exit', resolve));
    openDataDir(dir).release();
  });

  it('is taken over when the id of the dead owner belongs to somebody else now', () => {
    writeFileSync(join(dir, 'instance.lock'), JSON.stringify({ pid: process.ppid }));
    openDataDir(dir).release();
  });

  it('is taken over when the lock was cut off by a crash', () => {
    writeFileSync(join(dir, 'instance.lock'), '{"pi');
    openDataDir(dir).release();
    assert.deepEqual(readdirSync(dir), ['logs']);
  });

  it('keeps its secrets and the demo users for the owner only, and keeps them', () => {
    const secrets = openSecrets(dir);
    const { users, made } = demoUsers(dir);
    assert.equal(made, true);
    assert.equal(mode(join(dir, 'secrets.json')), '600');
    assert.equal(mode(join(dir, 'demo-credentials.json')), '600');
    assert.deepEqual(openSecrets(dir), secrets);
    assert.deepEqual(demoUsers(dir), { users, made: false });
    assert.deepEqual(
      users.map(({ role }) => role),
      ['admin', 'finance-maker', 'finance-checker', 'compliance', 'auditor', 'artist', 'artist'],
    );
    assert.equal(new Set(users.map(({ password }) => password)).size, 7);
    for (const user of users) assert.deepEqual(Object.keys(user), ['role', 'email', 'password']);
  });
});
