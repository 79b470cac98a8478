import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type Stripe from 'stripe';

import { clientOf, payee } from './kit/simulation';

jest.setTimeout(120_000); // many starts of a process, on a machine that may be busy

const root = resolve(import.meta.dirname, '../../..');

interface Started {
  readonly url: string;
  readonly said: readonly string[];
  stop(): Promise<number | null>;
  kill(): Promise<number | null>;
}
interface Starter {
  startStripeSimulator(options: { dataDir: string }): Promise<Started>;
  ensureBuilt(): Promise<void>;
}

let starter: Starter;
beforeAll(async () => {
  starter = (await import(pathToFileURL(join(root, 'tools/testing/stripe-simulator.mjs')).href)) as Starter;
  await starter.ensureBuilt();
});

describe('killed without warning', () => {
  let dataDir: string;
  beforeAll(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'stripe-simulator-'))));
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('the simulator keeps every transfer that it has acknowledged, and makes none twice', async () => {
    let simulator = await starter.startStripeSimulator({ dataDir });
    expect(simulator.said.join(' ')).toContain('SIMULATOR');
    const { id: destination } = await payee(clientOf(simulator.url));
    const acknowledged = new Map<string, string>();
    const ROUNDS = 5;
    for (let round = 0; round < ROUNDS; round++) {
      const stripe = clientOf(simulator.url);
      let killed: Promise<unknown> | undefined;
      const create = async (n: number): Promise<void> => {
        const key = `${round}-${n}`;
        const given = { amount: 1, currency: 'usd', destination };
        acknowledged.set(key, (await stripe.transfers.create(given, { idempotencyKey: key })).id);
        if (n === 20) killed = simulator.kill();
      };
      await Promise.allSettled(Array.from({ length: 60 }, (_, n) => create(n)));
      await killed;
      appendFileSync(join(dataDir, 'journal.ndjson'), '[["transfers","torn'); // as a write that was cut off
      simulator = await starter.startStripeSimulator({ dataDir });
    }
    const stripe = clientOf(simulator.url);
    const kept: Stripe.Transfer[] = [];
    for await (const transfer of stripe.transfers.list({ limit: 100 })) kept.push(transfer);
    const ids = new Set(kept.map(({ id }) => id));
    expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS);
    for (const [key, id] of acknowledged) {
      expect(ids).toContain(id);
      const again = await stripe.transfers.create({ amount: 1, currency: 'usd', destination }, { idempotencyKey: key });
      expect(again.id).toBe(id);
    }
    const balance = await stripe.balance.retrieve({}, { stripeAccount: destination });
    expect(balance.available[0]?.amount).toBe(kept.length);
    expect(await simulator.stop()).toBe(0);
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
