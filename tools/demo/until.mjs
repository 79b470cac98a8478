import { setTimeout as wait } from 'node:timers/promises';

import { StepFailed } from './step-failed.mjs';

/**
 * Reads until `holds` says so.
 * @param {() => Promise<T>} read @param {(value: T) => boolean} holds @template T
 * @param {{what: string, tell?: (value: T) => unknown, withinMs?: number, everyMs?: number}} options `what` is waited for, and `tell` what matters of
 *   the last value, for the message
 * @returns {Promise<T>}
 * @throws StepFailed with what was read last when the time is over
 */
export const until = async (read, holds, { what, tell = (value) => value, withinMs = 300_000, everyMs = 150 }) => {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end)
      throw new StepFailed(
        `${what} did not happen within ${withinMs / 1000} s; last: ${JSON.stringify(tell(value))}`.slice(0, 600),
      );
    await wait(everyMs);
  }
};

/** Does something for each of a list, a few at a time, in the order of the list. */
export const eachOf = async (list, atOnce, act) => {
  const queue = [...list.entries()];
  const results = [];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
};
