import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { randomFrom } from '../../tools/demo/generate/random.mjs';

const VICTIMS = ['api', 'worker', 'data-node'];

const pidOf = (dataDir, name) => {
  try {
    return JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')).pids[name];
  } catch {
    return undefined;
  }
};

/**
 * Kills one of the three processes after the other with kill -9, at moments that the seed decides, each as often as the
 * others, until `kills` are done or it is told to stop.
 * @returns {{done: Promise<Record<string, number>>, stop: () => void}} how often each was killed
 */
export const startKiller = ({ dataDir, seed, kills, say }) => {
  const random = randomFrom(seed);
  const stopping = new AbortController();
  const victims = random.shuffle(Array.from({ length: kills }, (_, i) => VICTIMS[i % VICTIMS.length]));
  const killed = Object.fromEntries(VICTIMS.map((name) => [name, 0]));
  const run = async () => {
    for (const victim of victims) {
      await wait(random.int(300, 3_500), undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return killed;
      const pid = pidOf(dataDir, victim);
      if (pid === undefined) continue;
      try {
        process.kill(pid, 'SIGKILL');
        killed[victim] += 1;
        say(`kill -9 ${victim} (process ${pid})`);
      } catch {
        // it is just being started anew
      }
    }
    return killed;
  };
  return { done: run(), stop: () => stopping.abort() };
};
