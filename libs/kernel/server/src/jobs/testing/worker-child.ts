import { createJobs } from '../create-jobs';

// A worker in a process of its own, for tests that kill one: `node worker-child.mjs <connection as JSON> <queue>`.
// It says `ready`, then `started <id> <attempt>` and `done <id>` for each job; a job with `hang` never ends here, one with
// `fail` fails, and `told <id>` is its last word when that was the last try: it never comes to the end of being told.

const [connection = '{}', queue = ''] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const never = (): Promise<never> => new Promise(() => {});

const onExhausted = async ({ id }: { id: string }): Promise<void> => {
  say(`told ${id}`);
  await never();
};

const jobs = createJobs(JSON.parse(connection) as Parameters<typeof createJobs>[0]);
await jobs.process<{ hang?: boolean; fail?: boolean }>(
  queue,
  { concurrency: 1, onExhausted },
  async ({ id, data, attempt }) => {
    say(`started ${id} ${attempt}`);
    if (data.hang) await never();
    if (data.fail) throw new Error('as asked for');
    say(`done ${id}`);
  },
);
say('ready');
