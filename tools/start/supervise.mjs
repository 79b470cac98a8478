import { setTimeout as wait } from 'node:timers/promises';

import { runChild } from './child.mjs';
import { Failure } from './failure.mjs';
import { lastLines, openLog } from './log-file.mjs';

const START_MS = 90_000;
const STOP_MS = 15_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** A process that has run this long is well: the next crash is not one of a row. */
const WELL_AFTER_MS = 30_000;

/**
 * Starts a program and keeps it running: one that ends by itself is started anew, after a pause that doubles from 0.2 s
 * to 10 s while it keeps dying.
 * @param {{name: string, logFile: string} & Parameters<typeof runChild>[0]} program
 * @param {{say: (line: string) => void, onPid: (name: string, pid: number | undefined) => void}} hooks
 * @returns {Promise<{name: string, pid: () => number | undefined, stop: () => Promise<void>}>} once the process is ready
 * @throws Failure when it does not become ready; the end of its log is printed by then
 */
export const supervise = async (program, { say, onPid }) => {
  const log = openLog(program.logFile);
  const stopping = new AbortController();
  let child;

  const launch = () => {
    log.write(`--- ${new Date().toISOString()} starting ${program.name}\n`);
    child = runChild(program, log);
    onPid(program.name, child.pid);
    return { startedAt: Date.now(), exited: child.exited };
  };

  const keepRunning = async (run) => {
    for (let pause = FIRST_PAUSE_MS; ;) {
      const how = await run.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - run.startedAt > WELL_AFTER_MS) pause = FIRST_PAUSE_MS;
      say(`${program.name} ended (${how}); starting it again in ${pause / 1000} s. Log: ${program.logFile}`);
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      run = launch();
    }
  };

  const stop = async () => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    child.kill('SIGTERM');
    const patience = new AbortController();
    const impatient = wait(STOP_MS, 'slow', { signal: patience.signal }).catch(() => undefined);
    if ((await Promise.race([child.exited, impatient])) === 'slow') {
      say(`${program.name} did not stop within ${STOP_MS / 1000} s; killing it.`);
      child.kill('SIGKILL');
    }
    await child.exited;
    patience.abort();
    onPid(program.name, undefined);
    log.end();
  };

  const first = launch();
  const patience = new AbortController();
  const late = wait(START_MS, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`was not ready within ${START_MS / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    await Promise.race([child.ready, late]);
  } catch (error) {
    await stop();
    console.error(lastLines(program.logFile));
    throw new Failure(`${program.name} ${error.message}. Log: ${program.logFile}`);
  } finally {
    patience.abort();
  }
  void keepRunning(first);
  return { name: program.name, pid: () => child.pid, stop };
};
