// npm run bench -- soak [--minutes 15] [--json]: the whole product under a steady mixed load, and what becomes of the
// memory of each of its processes. Exit status 1 on any 5xx, any failed job, any process that was started anew.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ensureBuilt } from '../start/build.mjs';
import { openDataDir } from '../start/data-dir.mjs';
import { demoUsers } from '../start/demo-users.mjs';
import { choosePorts } from '../start/ports.mjs';
import { startProduct } from '../start/product.mjs';

import { figuresOf } from './soak/figures.mjs';
import { watchMemory } from './soak/memory.mjs';
import { moveMoney } from './soak/money.mjs';
import { countAnswers, signInAll } from './soak/people.mjs';
import { prepare } from './soak/prepare.mjs';
import { keepReading } from './soak/reading.mjs';

const here = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLE_MS = 5_000;

const OPTIONS = {
  minutes: { type: 'string', default: '15' },
  json: { type: 'boolean', default: false },
  lines: { type: 'string', default: '3000' },
  /** Pause of a reader between two looks. */
  'pause-ms': { type: 'string', default: '150' },
  /** A report is sent no more often than this. */
  'report-ms': { type: 'string', default: '5000' },
  /** A folder with `dist/apps`, taken as it is instead of building. */
  built: { type: 'string' },
};

const load = async (people, setting, { minutes, lines, pauseMs, reportMs, folder }) => {
  const end = new AbortController();
  const stopped = () => end.signal.aborted;
  const wait = (ms) => sleep(ms, undefined, { signal: end.signal }).catch(() => undefined);
  const timer = setTimeout(() => end.abort(), minutes * 60_000);
  // the first fault ends it all
  const orEnd = (work) => work.finally(() => end.abort());
  try {
    const [work] = await Promise.all([
      orEnd(moveMoney(people, { folder, lines, everyMs: reportMs, stopped, wait })),
      orEnd(keepReading(people, setting, { pauseMs, stopped, wait })),
    ]);
    return work;
  } finally {
    clearTimeout(timer);
  }
};

const print = ({ machine, minutes, processes, answers, events, jobs, work, faults }) => {
  console.log(`soak of ${minutes} minutes (${machine.cores} × ${machine.cpu}, Node ${machine.node})\n`);
  console.log('memory in MB      start   warm    end   peak  MB/minute  | live: warm    end  MB/minute');
  for (const {
    name,
    startMb,
    warmMb,
    endMb,
    peakMb,
    mbPerMinute,
    liveWarmMb,
    liveEndMb,
    liveMbPerMinute,
  } of processes) {
    const rss = [startMb, warmMb, endMb, peakMb].map((mb) => mb.toFixed(0).padStart(7)).join('');
    const told = (mb, digits, width) => (mb === undefined ? '-' : mb.toFixed(digits)).padStart(width);
    const live = `${told(liveWarmMb, 0, 12)}${told(liveEndMb, 0, 7)}${told(liveMbPerMinute, 2, 11)}`;
    console.log(`${name.padEnd(16)}${rss}${mbPerMinute.toFixed(2).padStart(11)}  |${live}`);
  }
  console.log(
    `\nrequests: ${Object.entries(answers)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}`,
  );
  console.log(
    `work: ${Object.entries(work)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}; ${events} events appended`,
  );
  console.log(
    `jobs: ${Object.entries(jobs)
      .map(([what, n]) => `${n} ${what}`)
      .join(', ')}`,
  );
  for (const fault of faults) console.error(`FAULT: ${fault}`);
};

const faultsOf = ({ answers, jobs, processes, error }) => [
  ...(error ? [String(error.stack ?? error)] : []),
  ...(answers.serverErrors > 0 ? [`${answers.serverErrors} answers with a 5xx`] : []),
  ...(jobs.failed > 0 ? [`${jobs.failed} failed jobs`] : []),
  ...processes.filter(({ restarts }) => restarts > 0).map(({ name }) => `${name} ended and was started anew`),
];

const soak = async ({ root, dataDir, say, options }) => {
  const workerPort = (await choosePorts(0)).api;
  const env = {
    ...process.env,
    MAX_WORKER_PORT: String(workerPort),
    MAX_SOAK_DIR: dataDir,
    NODE_OPTIONS:
      `${process.env.NODE_OPTIONS ?? ''} --import ${new URL('soak/live-memory.mjs', import.meta.url)}`.trim(),
  };
  demoUsers(dataDir); // before the API starts: it registers them
  const product = await startProduct({ root, dataDir, port: 0, env, say });
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void product.stop().then(() => process.exit(1)));
  const counted = countAnswers();
  try {
    const { users } = demoUsers(dataDir);
    const people = await signInAll(product.url, users, { fetch: counted.fetch });
    const setting = await prepare(people, users, dataDir);
    const figures = figuresOf({ api: `${product.url}/metrics`, worker: `http://127.0.0.1:${workerPort}/metrics` });
    const before = await figures.totals();
    const stopWatching = watchMemory(dataDir, { minutes: options.minutes, everyMs: SAMPLE_MS });
    let error;
    const { latest: _, ...work } = await load(people, setting, { ...options, folder: dataDir }).catch((thrown) => {
      error = thrown;
      return {};
    });
    const { events, jobs } = await figures.totals();
    const processes = await stopWatching();
    const result = { processes, answers: counted.told(), events: events - before.events, jobs, work };
    return { ...result, faults: faultsOf({ ...result, error }) };
  } finally {
    await product.stop();
  }
};

export const run = async (args) => {
  const { values } = parseArgs({ args, options: OPTIONS, strict: true });
  const say = values.json ? () => undefined : (line) => console.log(line);
  const options = {
    minutes: Number(values.minutes),
    lines: Number(values.lines),
    pauseMs: Number(values['pause-ms']),
    reportMs: Number(values['report-ms']),
  };
  if (Object.values(options).some((value) => !(value > 0))) throw new Error('minutes, lines and pauses are above 0');
  if (!values.built) await ensureBuilt(here, say);
  const dataDir = mkdtempSync(join(tmpdir(), 'max-soak-'));
  const lock = openDataDir(dataDir);
  try {
    const machine = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, node: process.version };
    const root = resolve(values.built ?? here);
    const result = { machine, minutes: options.minutes, ...(await soak({ root, dataDir, say, options })) };
    if (values.json) console.log(JSON.stringify({ title: 'soak', ...result }, undefined, 2));
    else print(result);
    if (result.faults.length > 0) process.exitCode = 1;
  } finally {
    lock.release();
    rmSync(dataDir, { recursive: true, force: true });
  }
};
