import { createJobs } from '../create-jobs';

// A worker in a process of its own, for tests that kill one: `node worker-child.mjs <connection as JSON> <queue>`.
// It says `ready`, then `started <id> <attempt>` and `done <id>` for each job; a job with `hang` never ends here.

const [connection = '{}', queue = ''] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const jobs = createJobs(JSON.parse(connection) as Parameters<typeof createJobs>[0]);
await jobs.process<{ hang?: boolean }>(queue, { concurrency: 1 }, async ({ id, data, attempt }) => {
  say(`started ${id} ${attempt}`);
  if (data.hang) await new Promise(() => {});
  say(`done ${id}`);
});
say('ready');
