// Starts the Stripe simulator for tests: a process of its own, on a free port and a temporary directory unless told otherwise.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MAIN = join(ROOT, 'dist/apps/stripe-simulator/main.js');
const SOURCES = ['apps/stripe-simulator/src', 'tools/build-node.mjs'];
const BUILD_LOCK = join(ROOT, 'dist/.stripe-simulator.building');
const BANKING_DAY = 86_400_000;

/** Starts the simulator and resolves when it serves. Banking days pass only when the control port is told so. */
export async function startStripeSimulator({ dataDir, webhook } = {}) {
  await ensureBuilt();
  const directory = dataDir ?? mkdtempSync(join(tmpdir(), 'stripe-simulator-'));
  const args = ['--data-dir', directory, '--settle-ms', `${BANKING_DAY}`];
  if (webhook) args.push('--webhook-url', webhook.url, '--webhook-secret', webhook.secret);
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);
  const end = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = await exited;
    process.removeListener('exit', killWithParent);
    if (dataDir === undefined) rmSync(directory, { recursive: true, force: true });
    return code;
  };
  const { url, said } = await readyLine(child);
  return { url, said, dataDir: directory, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/** Builds dist/apps/stripe-simulator when it is missing or older than its sources. One builder at a time. */
export async function ensureBuilt() {
  while (isStale()) {
    if (!takeBuildLock()) {
      await delay(50);
      continue;
    }
    try {
      const { status } = spawnSync(process.execPath, ['tools/build-node.mjs', 'stripe-simulator'], {
        cwd: ROOT,
        stdio: 'inherit',
      });
      if (status !== 0) throw new Error('the Stripe simulator can not be built: see above');
    } finally {
      rmSync(BUILD_LOCK, { force: true });
    }
  }
}

async function readyLine(child) {
  const said = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const url = /is ready: (\S+)$/.exec(line)?.[1];
    if (url !== undefined) return { url, said };
  }
  throw new Error('the Stripe simulator ended before it was ready');
}

function isStale() {
  if (existsSync(BUILD_LOCK) || !existsSync(MAIN)) return true;
  const built = statSync(MAIN).mtimeMs;
  return SOURCES.some((source) => newest(join(ROOT, source)) > built);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function takeBuildLock() {
  mkdirSync(dirname(BUILD_LOCK), { recursive: true });
  try {
    writeFileSync(BUILD_LOCK, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch {
    removeIfAbandoned();
    return false;
  }
}

function removeIfAbandoned() {
  try {
    process.kill(Number(readFileSync(BUILD_LOCK, 'utf8')) || process.pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(BUILD_LOCK, { force: true });
  }
}
