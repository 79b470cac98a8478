// Starts a data node for tests: a process of its own, on free ports and a temporary directory unless told otherwise.
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
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MAIN = join(ROOT, 'dist/apps/data-node/main.js');
const SOURCES = ['apps/data-node/src', 'tools/build-node.mjs', 'tsconfig.base.json', '.swcrc'];
const BUILD_LOCK = join(ROOT, 'dist/.data-node.building');
const READY = /^data node is ready: (esdb:\/\/\S+:(\d+)) (mongodb:\/\/\S+:(\d+))$/m;

/** Starts a data node and resolves when it serves. Rejects with what it said if it ends before. */
export async function startDataNode({ dataDir, esdbPort = 0, mongoPort = 0, flags = [] } = {}) {
  await ensureBuilt();
  const directory = dataDir ?? mkdtempSync(join(tmpdir(), 'data-node-'));
  const args = [
    'start',
    '--data-dir',
    directory,
    '--esdb-port',
    `${esdbPort}`,
    '--mongo-port',
    `${mongoPort}`,
    ...flags,
  ];
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const killWithParent = () => child.kill('SIGKILL');
  process.once('exit', killWithParent);
  const end = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = await exited;
    process.removeListener('exit', killWithParent);
    if (dataDir === undefined) rmSync(directory, { recursive: true, force: true });
    return { code, signal: child.signalCode };
  };
  const [, esdb, boundEsdb, mongo, boundMongo] = await readyLine(child, exited);
  return {
    esdb: `${esdb}?tls=false`,
    mongo: `${mongo}/`,
    esdbPort: Number(boundEsdb),
    mongoPort: Number(boundMongo),
    pid: child.pid,
    dataDir: directory,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    ended: exited.then(([code, signal]) => ({ code, signal })),
  };
}

async function readyLine(child, exited) {
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
    process.stderr.write(chunk);
  });
  const ready = new Promise((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const match = READY.exec(output);
      if (match) resolve(match);
    });
  });
  const ended = exited.then(async ([code, signal]) => {
    throw new Error(`the data node ended before it was ready (${signal ?? code}): ${errors.trim() || output.trim()}`);
  });
  ended.catch(() => undefined); // after it was ready, an end is no news here
  return Promise.race([ready, ended]);
}

/** Builds dist/apps/data-node when it is missing or older than its sources. One builder at a time. */
export async function ensureBuilt() {
  while (isStale()) {
    if (!takeBuildLock()) {
      await delay(50); // another process builds
      continue;
    }
    try {
      if (!isStale()) return;
      const { status } = spawnSync(process.execPath, ['tools/build-node.mjs', 'data-node'], {
        cwd: ROOT,
        stdio: 'inherit',
      });
      if (status !== 0) throw new Error('the data node can not be built: see above');
    } finally {
      rmSync(BUILD_LOCK, { force: true });
    }
  }
}

function isStale() {
  if (existsSync(BUILD_LOCK) || !existsSync(MAIN)) return true;
  const built = statSync(MAIN).mtimeMs;
  return SOURCES.some((source) => newest(join(ROOT, source)) > built);
}

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return path.endsWith('.spec.ts') ? 0 : stat.mtimeMs;
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
