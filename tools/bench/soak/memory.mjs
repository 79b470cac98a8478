import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

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

/**
 * Watches the memory of the product's processes (by `run.json`), and their heaps where they tell them.
 * @param {string} runFile @param {() => Promise<Record<string, number>>} heaps heap in bytes by process
 */
export const watchMemory = (runFile, heaps, everyMs) => {
  const began = Date.now();
  const samples = [];
  const pidsSeen = new Map();
  const sample = async () => {
    const { pids } = readJson(runFile, { pids: {} });
    const heapOf = await heaps();
    const minutes = (Date.now() - began) / 60_000;
    for (const [name, pid] of Object.entries(pids)) {
      pidsSeen.set(name, (pidsSeen.get(name) ?? new Set()).add(pid));
      const rss = residentMb(pid);
      const heap = heapOf[name] === undefined ? undefined : heapOf[name] / MB;
      if (rss !== undefined) samples.push({ name, minutes, rss, heap });
    }
  };
  let last = sample();
  const timer = setInterval(() => (last = last.then(sample, sample)), everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await last;
      await sample();
      return [...pidsSeen].map(([name, pids]) => ({
        ...processRow(
          name,
          samples.filter((one) => one.name === name),
        ),
        restarts: pids.size - 1,
      }));
    },
  };
};

/** The first third of the time is warming up: it does not count for the slope. */
const processRow = (name, samples) => {
  const after = samples.at(-1).minutes / 3;
  const warm = samples.filter(({ minutes }) => minutes >= after);
  const lineOf = (key) =>
    slope(warm.filter((one) => one[key] !== undefined).map((one) => ({ x: one.minutes, y: one[key] })));
  const heaps = warm.filter(({ heap }) => heap !== undefined);
  return {
    name,
    startMb: samples[0].rss,
    warmMb: warm[0].rss,
    endMb: samples.at(-1).rss,
    peakMb: Math.max(...samples.map(({ rss }) => rss)),
    mbPerMinute: lineOf('rss'),
    ...(heaps.length > 0
      ? {
          heapWarmMb: Math.min(...heaps.slice(0, 6).map(({ heap }) => heap)),
          heapEndMb: Math.min(...heaps.slice(-6).map(({ heap }) => heap)),
        }
      : {}),
  };
};
