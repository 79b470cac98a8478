import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EventStoreDBClient } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';

import { numbered } from '../support/event-store.js';
import { startDataNode } from '../support/starter.js';

const ATTACHED = /attached/;
const traced = spawnSync('strace', ['-V']).status === 0;

const KINDS: readonly (readonly [string, RegExp])[] = [
  ['m', /^pwrite64\(\d+<[^>]*data\.mdb>.*, (40|4136)(\)| <)/],
  ['d', /^(pwrite64|pwritev|writev)\(\d+<[^>]*data\.mdb>/],
  ['f', /^fdatasync\(\d+<[^>]*data\.mdb>/],
  ['a', /^(write|writev|sendto|sendmsg)\(\d+<TCP/],
];

/**
 * What the node asked of the system, in order: d data pages, f their flush, m the meta page (through a descriptor opened
 * with O_DSYNC), a an answer to a client. Work counts when it has ended, an answer when it begins.
 */
function order(trace: string): string {
  const unfinished = new Map<string, string>();
  const steps = trace.split('\n').map((line) => {
    const [, pid = '', call = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (call.startsWith('<... ')) {
      const kind = unfinished.get(pid) ?? '';
      unfinished.delete(pid);
      return kind;
    }
    const [kind = ''] = KINDS.find(([, pattern]) => pattern.test(call)) ?? [];
    if (kind === 'a' || !call.endsWith('<unfinished ...>')) return kind;
    unfinished.set(pid, kind);
    return '';
  });
  return steps.join('');
}

async function attach(pid: number, file: string): Promise<ChildProcess> {
  const calls = 'trace=pwrite64,pwritev,writev,write,fdatasync,sendto,sendmsg';
  const strace = spawn('strace', ['-f', '-yy', '-s', '0', '-e', calls, '-o', file, '-p', `${pid}`]);
  let said = '';
  for await (const chunk of strace.stderr) {
    said += String(chunk);
    if (ATTACHED.test(said)) break;
  }
  return strace;
}

(traced ? it : it.skip)(
  'flushes data, then the meta page, then answers (skipped where there is no strace)',
  async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'data-node-order-'));
    const node = await startDataNode({ dataDir: join(scratch, 'node') });
    const client = EventStoreDBClient.connectionString(node.esdb);
    const mongo = await MongoClient.connect(node.mongo);
    await client.appendToStream('warm', numbered(1));
    await mongo.db('d').collection('rows').insertOne({ n: 0 });
    const trace = join(scratch, 'trace');
    const strace = await attach(node.pid, trace);
    for (let n = 0; n < 5; n += 1) {
      await client.appendToStream('traced', numbered(1));
      await mongo
        .db('d')
        .collection('rows')
        .insertOne({ n: n + 1 });
    }
    strace.kill('SIGINT');
    await once(strace, 'exit');
    const steps = order(readFileSync(trace, 'utf8'));
    // Each of the ten commits is whole before anything is said to anybody.
    const commits = steps.match(/d+fm/g) ?? [];
    expect(commits).toHaveLength(10);
    expect(steps.replace(/d+fm/g, '')).toMatch(/^a+$/);
    expect(steps.replace(/a+/g, 'a')).toMatch(/^a?(d+fma){10}$/);
    await client.dispose();
    await mongo.close();
    await node.stop();
    rmSync(scratch, { recursive: true, force: true });
  },
  120_000,
);
