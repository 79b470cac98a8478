import { parseArgs } from 'node:util';

import { Failure } from '../start/failure.mjs';

export const HELP = `Usage: npm run test:contract -- [flags] [part of a suite's path …]

Runs every contract and integration suite against engines that somebody else runs, each suite in an event namespace, a
database and a Redis prefix of its own, which are cleared afterwards. What is not given, the tests start themselves.

  --event-store <esdb://…>     EventStoreDB 22.6 or later, or KurrentDB
  --mongo <mongodb://…>        MongoDB; the user must be allowed to create and drop databases
  --redis <redis://…>          Redis 6.2 or later
  --own                        start a data node and a redis-server, and run against them by the same route
  --workers <n>                suites at a time (default 2)
  --help                       this text
`;

const FLAGS = {
  'event-store': { type: 'string' },
  mongo: { type: 'string' },
  redis: { type: 'string' },
  own: { type: 'boolean', default: false },
  workers: { type: 'string', default: '2' },
  help: { type: 'boolean', default: false },
};

/** The engines, by the name that tests know them by: what their URLs begin with. */
export const ENGINES = {
  eventStore: /^esdb(\+discover)?:\/\/./,
  mongo: /^mongodb(\+srv)?:\/\/./,
  redis: /^rediss?:\/\/./,
};
const FLAG_OF = { eventStore: 'event-store', mongo: 'mongo', redis: 'redis' };

const parse = (argv) => {
  try {
    return parseArgs({ args: argv, options: FLAGS, strict: true, allowPositionals: true });
  } catch (error) {
    throw new Failure(`${error.message.split('. ')[0]}. Try --help.`);
  }
};

/**
 * Reads the command line.
 * @returns {{engines: {eventStore?: string, mongo?: string, redis?: string}, own: boolean, workers: number, suites: string[], help: boolean}}
 * @throws Failure for an unknown flag, a URL of another kind, or --own beside an engine
 */
export const readOptions = (argv) => {
  const { values, positionals } = parse(argv);
  const engines = {};
  for (const [engine, begins] of Object.entries(ENGINES)) {
    const url = values[FLAG_OF[engine]];
    if (url === undefined) continue;
    if (!begins.test(url))
      throw new Failure(`--${FLAG_OF[engine]} takes another kind of URL than "${withoutSecret(url)}".`);
    engines[engine] = url;
  }
  if (values.own && Object.keys(engines).length > 0)
    throw new Failure('--own starts the engines: none can be given with it.');
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1)
    throw new Failure(`--workers must be 1 or more, not "${values.workers}".`);
  return { engines, own: values.own, workers, suites: positionals, help: values.help };
};

/** A URL as it may be printed. */
export const withoutSecret = (url) => url.replace(/\/\/[^@/?]*@/, '//…@');
