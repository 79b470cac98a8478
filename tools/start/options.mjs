import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Failure } from './failure.mjs';

export const HELP = `Usage: npm start -- [flags]

  --port <n>         port of the web server on 127.0.0.1 (default 4080; 0 = any free one)
  --data-dir <dir>   where everything is kept (default var/)
  --workers <n>      processes that share views, processes and jobs (default 1)
  --no-demo          do not play the demo season on an empty data directory
  --exit-after-demo  play it, then stop; exit status 0 only if every step held
  --help             this text

Environment, to run on real engines instead of the embedded ones:
  MAX_EVENT_STORE        EventStoreDB or KurrentDB, esdb://…
  MAX_MONGO              MongoDB, mongodb://…
  MAX_REDIS              Redis for the jobs, redis://… (default: embedded jobs)
  MAX_FILES              s3://bucket/prefix or file:/dir (default <data-dir>/files)
  MAX_STRIPE_API_KEY     a Stripe key, with MAX_STRIPE_WEBHOOK_SECRET (default: the simulator)
  MAX_SKIP_SETUP=1       neither install nor build (for images)
`;

const FLAGS = {
  port: { type: 'string', default: '4080' },
  'data-dir': { type: 'string', default: 'var' },
  workers: { type: 'string', default: '1' },
  'no-demo': { type: 'boolean', default: false },
  'exit-after-demo': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

const parse = (argv) => {
  try {
    return parseArgs({ args: argv, options: FLAGS, strict: true }).values;
  } catch (error) {
    throw new Failure(`${error.message.split('. ')[0]}. Try --help.`);
  }
};

const portOf = (text) => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Failure(`--port must be 0 to 65535, not "${text}".`);
  return port;
};

const workersOf = (text) => {
  const workers = Number(text);
  if (!/^\d{1,2}$/.test(text) || workers < 1 || workers > 16)
    throw new Failure(`--workers must be 1 to 16, not "${text}".`);
  return workers;
};

/**
 * Reads the command line.
 * @returns {{port: number, dataDir: string, workers: number, demo: boolean, exitAfterDemo: boolean, help: boolean}} `dataDir` is absolute
 * @throws Failure for an unknown flag, a missing value or flags that contradict each other
 */
export const readOptions = (argv) => {
  const flags = parse(argv);
  if (flags['no-demo'] && flags['exit-after-demo'])
    throw new Failure('--no-demo and --exit-after-demo contradict each other.');
  return {
    port: portOf(flags.port),
    dataDir: resolve(flags['data-dir']),
    workers: workersOf(flags.workers),
    demo: !flags['no-demo'],
    exitAfterDemo: flags['exit-after-demo'],
    help: flags.help,
  };
};
