import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { randomFrom } from '../../tools/demo/generate/random.mjs';

/** As `npm start -- --workers 2` names them. */
const VICTIMS = ['api', 'worker', 'worker-2', 'data-node'];

const pidOf = (dataDir, name) => {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')).pids[name];
  } catch {
    return undefined;
  }
};

/**
 * Kills processes with kill -9 while steps run, at moments that the seed decides.
 * @returns {{during: (count: number) => void, stop: () => Promise<Record<string, number>>}} `during` adds that many
 *   kills from now on, of the processes in turn; `stop` answers how often each was killed
 */
export const makeKiller = ({ dataDir, seed, say }) => {
  const random = randomFrom(seed);
  const stopping = new AbortController();
  const killed = Object.fromEntries(VICTIMS.map((name) => [name, 0]));
  let next = random.shuffle(VICTIMS);
  let running = Promise.resolve();

  const killOne = async () => {
    await wait(random.int(0, 1_500), undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) return;
    if (next.length === 0) next = random.shuffle(VICTIMS);
    const victim = next.pop();
    const pid = pidOf(dataDir, victim);
    try {
      process.kill(pid, 'SIGKILL');
      killed[victim] += 1;
      say(`kill -9 ${victim} (process ${pid})`);
    } catch {
      next.push(victim); // it is just being started anew: another time
    }
  };

  return {
    during: (count) => {
      for (let i = 0; i < count; i += 1) running = running.then(killOne);
    },
    stop: async () => {
      stopping.abort();
      await running;
      return killed;
    },
  };
};
