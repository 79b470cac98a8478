import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { runCommand } from '../start/run-command.mjs';

const PATHS = (process.env.PATH ?? '').split(delimiter);

/** Where a program stands, looked for on the PATH, or undefined. */
export const findProgram = (...names) =>
  names.flatMap((name) => PATHS.map((folder) => join(folder, name))).find((path) => existsSync(path));

/** What the tests use of the system beyond Node: Debian package → the programs that it brings. */
const WANTED = { 'redis-server': ['redis-server'], chromium: ['chromium', 'chromium-browser', 'google-chrome'] };

const isRootOnDebian = () =>
  existsSync('/etc/debian_version') && process.getuid?.() === 0 && findProgram('apt-get') !== undefined;

/**
 * Finds Redis and Chromium; what is missing is installed where we may (root on Debian).
 * @returns {Promise<{redis: string | undefined, chromium: string | undefined, why: string}>} paths of the programs, and
 *   why one is missing
 */
export const systemPackages = async (say) => {
  const missing = () => Object.keys(WANTED).filter((name) => !findProgram(...WANTED[name]));
  let why = 'not installed, and only root on Debian may install it here';
  if (missing().length > 0 && isRootOnDebian()) {
    say(`Installing ${missing().join(' and ')} (apt-get) …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => runCommand('apt-get', ['-qq', '-o', 'Acquire::Retries=2', ...args], { env });
    const update = await apt('update');
    const install = await apt('install', '-y', '--no-install-recommends', ...missing());
    if (missing().length > 0) {
      const last = (install.output || update.output).trim().split('\n').at(-1);
      why = `apt-get could not install it: ${last}`;
    }
  }
  return { redis: findProgram(...WANTED['redis-server']), chromium: findProgram(...WANTED.chromium), why };
};
