import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { runCommand } from './run-command.mjs';

const STAMP = 'node_modules/.installed-from';

const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** Whether node_modules was made from this very package-lock.json. */
export const isInstalled = (root) =>
  existsSync(join(root, STAMP)) && readFileSync(join(root, STAMP), 'utf8') === lockHash(root);

/** What npm says is wrong, in one line: its last `npm error` lines are only about the log file. */
const reasonOf = (output) =>
  output
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line) && !/A complete log|code E|npm error$/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!)\s*/, ''))
    .find(Boolean) ?? 'npm gave no reason';

/**
 * Runs `npm ci` unless node_modules is the one of this lock file.
 * @throws Failure when npm can't install, with npm's reason
 */
export const ensureInstalled = async (root, say) => {
  if (isInstalled(root)) return;
  say('Installing packages (npm ci) …');
  const windows = process.platform === 'win32';
  const npm = windows ? 'npm.cmd' : 'npm';
  const { status, output } = await runCommand(npm, ['ci', '--no-audit', '--no-fund'], { cwd: root });
  if (status !== 0) throw new Failure(`The packages could not be installed: ${reasonOf(output)}`);
  writeFileSync(join(root, STAMP), lockHash(root));
};
