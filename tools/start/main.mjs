import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ensureBuilt } from './build.mjs';
import { openDataDir, shown } from './data-dir.mjs';
import { demoUsers } from './demo-users.mjs';
import { Failure, reportFailure } from './failure.mjs';
import { ensureInstalled } from './install.mjs';
import { HELP, readOptions } from './options.mjs';
import { choosePorts } from './ports.mjs';
import { startProduct } from './product.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const say = (line) => console.log(line);

/** Resolves at the first Ctrl-C or kill; a second one ends the process at once. */
const interruption = () =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.once(signal, () => resolve(signal === 'SIGINT' ? 'Ctrl-C' : signal));
  });

const printAddresses = (url, users, dataDir) => {
  say(`\nMax Booster is ready: ${url}\n`);
  for (const [what, path] of [
    ['Back office', '/'],
    ['Artist portal', '/portal'],
    ['API, to try', '/api-docs'],
    ['API document', '/api-docs-json'],
  ])
    say(`  ${what.padEnd(15)} ${url}${path}`);
  say(`\n  Sign in as (also in ${shown(join(dataDir, 'demo-credentials.json'))}):`);
  for (const { role, email, password } of users) say(`  ${role.padEnd(15)} ${email.padEnd(38)} ${password}`);
  say(`\n  Logs: ${shown(join(dataDir, 'logs'))}. Ctrl-C stops everything.`);
};

/** Plays the demo where there is one to play. Answers whether all of it held. */
const demo = async (url, users, dataDir, signal) => {
  const { playDemo } = await import('../demo/play.mjs');
  return playDemo({ url, users, dataDir, root, say, signal });
};

const run = async (options) => {
  const stopRequested = interruption();
  const product = await startProduct({ root, ...options, env: process.env, say });
  const { users } = demoUsers(options.dataDir);
  const stopping = new AbortController();
  const stopped = stopRequested.then((why) => {
    stopping.abort();
    return why;
  });
  try {
    let held = true;
    if (options.demo) {
      say(`Running at ${product.url}. The demo season:`);
      held = await demo(product.url, users, options.dataDir, stopping.signal);
    }
    if (options.exitAfterDemo) process.exitCode = held ? 0 : 1;
    if (!stopping.signal.aborted && (held || !options.exitAfterDemo))
      printAddresses(product.url, users, options.dataDir);
    if (!options.exitAfterDemo) say(`\nStopping (${await stopped}) …`);
  } finally {
    await product.stop();
  }
};

/** `npm start`. Every foreseeable fault is one line on stderr and exit status 1. */
export const main = async (argv) => {
  let lock;
  try {
    const options = readOptions(argv);
    if (options.help) return void say(HELP);
    lock = openDataDir(options.dataDir);
    await choosePorts(options.port); // says that the port is taken before minutes go into building
    if (!process.env.MAX_SKIP_SETUP) {
      await ensureInstalled(root, say);
      await ensureBuilt(root, say);
    }
    demoUsers(options.dataDir); // before the API starts: it registers them
    await run(options);
  } catch (error) {
    reportFailure(error);
  } finally {
    lock?.release();
  }
  process.exit();
};

export { Failure };
