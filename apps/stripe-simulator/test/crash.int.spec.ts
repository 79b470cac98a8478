import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type Stripe from 'stripe';

import { clientOf, payee } from './kit/simulation';

const root = resolve(import.meta.dirname, '../../..');

/** Runs the built program and answers where it listens. */
const run = async (dataDir: string): Promise<{ process: ChildProcess; url: string; lines: string[] }> => {
  const main = join(root, 'dist/apps/stripe-simulator/main.js');
  const child = spawn(process.execPath, [main, '--data-dir', dataDir, '--settle-ms', '86400000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    const url = /is ready: (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { process: child, url, lines };
  }
  throw new Error('it ended before it was ready');
};

describe('killed without warning', () => {
  let dataDir: string;
  beforeAll(async () => {
    execFileSync(process.execPath, ['tools/build-node.mjs', 'stripe-simulator'], { cwd: root });
    dataDir = await mkdtemp(join(tmpdir(), 'stripe-simulator-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('the simulator keeps every transfer that it has acknowledged, and makes none twice', async () => {
    const first = await run(dataDir);
    expect(first.lines.join(' ')).toContain('SIMULATOR');
    let { process: simulator, url } = first;
    const { id: destination } = await payee(clientOf(url));
    const acknowledged = new Map<string, string>();
    for (let round = 0; round < 3; round++) {
      const stripe = clientOf(url);
      const create = async (n: number): Promise<void> => {
        const key = `${round}-${n}`;
        const made = await stripe.transfers.create(
          { amount: 1, currency: 'usd', destination },
          { idempotencyKey: key },
        );
        acknowledged.set(key, made.id);
        if (n === 20) simulator.kill('SIGKILL');
      };
      const gone = once(simulator, 'exit');
      await Promise.allSettled(Array.from({ length: 60 }, (_, n) => create(n)));
      await gone;
      appendFileSync(join(dataDir, 'journal.ndjson'), '[["transfers","torn'); // as a write that was cut off
      ({ process: simulator, url } = await run(dataDir));
    }
    const stripe = clientOf(url);
    const kept: Stripe.Transfer[] = [];
    for await (const transfer of stripe.transfers.list({ limit: 100 })) kept.push(transfer);
    const ids = new Set(kept.map(({ id }) => id));
    expect(acknowledged.size).toBeGreaterThanOrEqual(3 * 1);
    for (const [key, id] of acknowledged) {
      expect(ids).toContain(id);
      const again = await stripe.transfers.create({ amount: 1, currency: 'usd', destination }, { idempotencyKey: key });
      expect(again.id).toBe(id);
    }
    const balance = await stripe.balance.retrieve({}, { stripeAccount: destination });
    expect(balance.available[0]?.amount).toBe(kept.length);
    simulator.kill('SIGTERM');
    expect(await once(simulator, 'exit')).toEqual([0, null]);
  });
});

describe('the command line', () => {
  it.each([
    [['--port', '0'], '--data-dir is missing'],
    [['--data-dir', '/tmp/x', '--port', 'abc'], '--port must be a whole number'],
    [['--data-dir', '/tmp/x', '--webhook-url', 'http://127.0.0.1:9'], 'go together'],
    [['--data-dir', '/tmp/x', '--wish', '1'], '--wish'],
  ])('refuses %j in one line', (args, text) => {
    const main = join(root, 'dist/apps/stripe-simulator/main.js');
    try {
      execFileSync(process.execPath, [main, ...args], { stdio: 'pipe' });
    } catch (error) {
      const { status, stderr } = error as { status: number; stderr: Buffer };
      expect(status).toBe(1);
      expect(stderr.toString().trim().split('\n')).toEqual([expect.stringContaining(text)]);
      return;
    }
    throw new Error('it was not refused');
  });
});
