import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { EventStoreDBClient } from '@eventstore/db-client';

import { collect, numbered } from './support/event-store.js';
import { ensureBuilt, startDataNode } from './support/starter.js';

const MAIN = resolve(import.meta.dirname, '../../../dist/apps/data-node/main.js');
let directory = '';

beforeAll(ensureBuilt, 60_000);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'data-node-cli-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

const start = (dataDir: string, esdbPort = '0', mongoPort = '0') =>
  run('start', '--data-dir', dataDir, '--esdb-port', esdbPort, '--mongo-port', mongoPort);

describe('says in one line why it does not start, and exits 1', () => {
  const expectRefusal = (result: Awaited<ReturnType<typeof run>>, reason: RegExp): void => {
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(reason);
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  };

  it.each([
    ['no command', [], /usage/],
    ['an unknown command', ['stop'], /usage/],
    ['an unknown flag', ['start', '--data', 'x'], /--data.*usage/],
    ['no data directory', ['start', '--esdb-port', '0', '--mongo-port', '0'], /--data-dir is missing/],
    ['no port', ['start', '--data-dir', 'x', '--mongo-port', '0'], /--esdb-port is missing/],
    ['a bad port', ['start', '--data-dir', 'x', '--esdb-port', '70000', '--mongo-port', '0'], /not '70000'/],
  ])('%s', async (_name, args, reason) => expectRefusal(await run(...args), reason));

  it('a data directory that is a file', async () => {
    writeFileSync(join(directory, 'file'), '');
    expectRefusal(await start(join(directory, 'file')), /can't be written/);
    expectRefusal(await start(join(directory, 'file', 'below')), /can't be written/);
  });

  it('a data directory in use', async () => {
    const node = await startDataNode({ dataDir: directory });
    expectRefusal(await start(directory), new RegExp(`is in use by process ${node.pid}`));
    await node.stop();
  });

  it('a port in use, of either protocol', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const taken = `${typeof address === 'object' && address ? address.port : 0}`;
    expectRefusal(await start(directory, taken), new RegExp(`127.0.0.1:${taken}: the port is in use`));
    expectRefusal(await start(directory, '0', taken), new RegExp(`127.0.0.1:${taken}: the port is in use`));
    server.close();
  });
});

it('exits 0 on SIGTERM with subscriptions open, and finds everything again', async () => {
  const node = await startDataNode({ dataDir: directory });
  const client = EventStoreDBClient.connectionString(node.esdb);
  await client.appendToStream('kept', numbered(5));
  const subscription = client.subscribeToAll().on('error', () => undefined);
  await once(subscription, 'caughtUp');
  const outcome = new Promise((done) => subscription.once('error', done));
  expect(await node.stop()).toEqual({ code: 0, signal: null });
  expect(await outcome).toMatchObject({ type: expect.stringMatching(/unavailable|cancelled/) });
  await client.dispose();

  const next = await startDataNode({ dataDir: directory });
  const again = EventStoreDBClient.connectionString(next.esdb);
  expect(await collect(again.readStream('kept'))).toHaveLength(5);
  await again.dispose();
  await next.stop();
});

it('lets exactly one of many take over the directory of a killed node', async () => {
  const node = await startDataNode({ dataDir: directory });
  await node.kill();
  const starts = await Promise.allSettled(Array.from({ length: 4 }, () => startDataNode({ dataDir: directory })));
  const running = starts.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(running).toHaveLength(1);
  for (const result of starts) if (result.status === 'rejected') expect(String(result.reason)).toMatch(/is in use by/);
  for (const each of running) await each.stop();
});
