import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { readJson } from '../../start/data-dir.mjs';

const MB = 1024 * 1024;

/** Resident memory in MB; undefined when the process is gone. */
const residentMb = (pid) => {
  try {
    if (process.platform === 'linux')
      return (Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / MB;
    return (Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024) / MB;
  } catch {
    return undefined;
  }
};

/** Slope of the line through the points by least squares: its unit is that of `y` for one of `x`. */
export const slope = (points) => {
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const over = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return under === 0 ? 0 : over / under;
};

const LIVE_WITHIN_MS = 30_000;

/** What is left in a process after its garbage was collected, in MB; undefined when it does not answer. */
const liveOf = async (folder, pid) => {
  const file = join(folder, `live-${pid}.json`);
  try {
    process.kill(pid, 'SIGUSR2');
  } catch {
    return undefined;
  }
  for (const end = Date.now() + LIVE_WITHIN_MS; Date.now() < end; await sleep(100)) {
    const told = readJson(file, undefined);
    if (!told) continue;
    rmSync(file);
    return (told.heapUsed + told.external) / MB;
  }
  return undefined;
};

/**
 * Watches the memory of the product's processes (by `run.json` in their folder). The first third of the time is warming
 * up: it does not count.
 */
export const watchMemory = (folder, { minutes: wholeMinutes, everyMs }) => {
  const began = Date.now();
  const minutesNow = () => (Date.now() - began) / 60_000;
  const pids = () => Object.entries(readJson(join(folder, 'run.json'), { pids: {} }).pids);
  const rows = new Map();
  const rowOf = (name) => {
    const row = rows.get(name) ?? { pids: new Set(), rss: [], live: [] };
    rows.set(name, row);
    return row;
  };
  const sample = () => {
    for (const [name, pid] of pids()) {
      const mb = residentMb(pid);
      rowOf(name).pids.add(pid);
      if (mb !== undefined) rowOf(name).rss.push({ x: minutesNow(), y: mb });
    }
  };
  const sampleLive = async () => {
    for (const [name, pid] of pids()) {
      const mb = await liveOf(folder, pid);
      if (mb !== undefined) rowOf(name).live.push({ x: minutesNow(), y: mb });
    }
  };

  sample();
  const timer = setInterval(sample, everyMs);
  let live = Promise.resolve();
  const warm = setTimeout(() => (live = sampleLive()), (wholeMinutes / 3) * 60_000);
  return async () => {
    clearInterval(timer);
    clearTimeout(warm);
    sample();
    await live.then(sampleLive);
    return [...rows].map(([name, row]) => processRow(name, row, wholeMinutes / 3));
  };
};

const processRow = (name, { pids, rss, live }, warmAt) => {
  const warm = rss.filter(({ x }) => x >= warmAt);
  const [liveWarm, liveEnd] = live;
  return {
    name,
    restarts: pids.size - 1,
    startMb: rss[0].y,
    warmMb: (warm[0] ?? rss.at(-1)).y,
    endMb: rss.at(-1).y,
    peakMb: Math.max(...rss.map(({ y }) => y)),
    mbPerMinute: warm.length > 1 ? slope(warm) : 0,
    ...(liveEnd ? { liveWarmMb: liveWarm.y, liveEndMb: liveEnd.y, liveMbPerMinute: slope(live) } : {}),
  };
};
