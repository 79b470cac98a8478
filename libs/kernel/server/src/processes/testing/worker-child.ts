import { setTimeout as delay } from 'node:timers/promises';

import { workOn, type Place } from './shared-work';

// A worker in a process of its own, for tests that kill or stop one: `node worker-child.mjs <place as JSON> <name>`. It says
// `ready`, `in mid-batch` when a move by 13 is being applied (which takes a while), and what it logs.

const [place = '{}', name = 'child'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const logged = (message: string) => say(`log: ${message.split('\n')[0] ?? ''}`);

const { workload } = workOn(JSON.parse(place) as Place, name, { warn: logged, error: logged }, async (by) => {
  if (by !== 13) return;
  say('in mid-batch');
  await delay(1_000);
});
await workload.start();
say('ready');
