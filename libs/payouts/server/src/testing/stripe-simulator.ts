import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../../../../..');
const MAIN = join(ROOT, 'dist/apps/stripe-simulator/main.js');
const LOCK = join(ROOT, 'dist/.stripe-simulator.building');
const SOURCES = 'apps/stripe-simulator/src';

/** The Stripe simulator as a process of its own. Banking days pass only when told to. */
export interface StripeSimulator {
  readonly url: string;
  control(path: string, body?: object): Promise<Record<string, unknown>>;
  state(): Promise<Record<string, unknown>>;
  days(count: number): Promise<void>;
  stop(): Promise<void>;
}

export const WEBHOOK_SECRET = 'whsec_of_the_tests';

/** @param webhookUrl where news go; without it nobody is told */
export const startStripeSimulator = async (webhookUrl?: string): Promise<StripeSimulator> => {
  await ensureBuilt();
  const dataDir = await mkdtemp(join(tmpdir(), 'stripe-simulator-'));
  const args = ['--data-dir', dataDir, '--settle-ms', '86400000'];
  if (webhookUrl !== undefined) args.push('--webhook-url', webhookUrl, '--webhook-secret', WEBHOOK_SECRET);
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const killWithParent = (): void => void child.kill('SIGKILL');
  process.once('exit', killWithParent);
  const url = await readyUrl(createInterface({ input: child.stdout }));
  const call = async (path: string, body?: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/_control/${path}`, {
      ...(body && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  return {
    url,
    control: (path, body = {}) => call(path, body),
    state: () => call('state'),
    days: async (count) => void (await call('clock', { bankingDays: count })),
    stop: async () => {
      process.removeListener('exit', killWithParent);
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const readyUrl = async (lines: AsyncIterable<string>): Promise<string> => {
  for await (const line of lines) {
    const url = /is ready: (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error('the Stripe simulator ended before it was ready');
};

const newest = (path: string): number => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

const fresh = (): boolean => existsSync(MAIN) && statSync(MAIN).mtimeMs > newest(join(ROOT, SOURCES));

/** Builds it when it is missing or older than its sources; one builder at a time. */
const ensureBuilt = async (): Promise<void> => {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (let turn = 0; !fresh() || existsSync(LOCK); turn++) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    } catch {
      if (turn > 600) rmSync(LOCK, { force: true }); // its builder is gone
      await delay(50);
      continue;
    }
    try {
      execFileSync(process.execPath, ['tools/build-node.mjs', 'stripe-simulator'], { cwd: ROOT });
    } finally {
      rmSync(LOCK, { force: true });
    }
  }
};
