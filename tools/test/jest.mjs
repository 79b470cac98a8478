import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { withoutNx } from '../start/build.mjs';
import { runCommand } from '../start/run-command.mjs';

const RESULTS = 'tmp/test/jest.json';

const folders = (root, path) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${path}/${name}`);

/** Every project with a Jest configuration: apps/*, libs/* and libs/<context>/*. */
export const jestProjects = (root) =>
  ['apps', 'libs']
    .flatMap((path) => folders(root, path))
    .flatMap((path) => [path, ...folders(root, path)])
    .filter((path) => existsSync(join(root, path, 'jest.config.mjs')));

/** A skipped test, or a suite around it, says why in parentheses: `Stripe itself (STRIPE_TEST_KEY) pays once`. */
const nameAndReason = (title) => {
  const [all, reason] = /\s*\(([^()]+)\)/.exec(title) ?? ['', 'skipped by its own test file'];
  return { name: title.replace(all, ''), reason };
};

const skippedOf = ({ assertionResults }) =>
  assertionResults
    .filter(({ status }) => status === 'pending' || status === 'todo' || status === 'disabled')
    .map(({ fullName }) => nameAndReason(fullName));

/** Reads Jest's JSON report. A suite that could not even load counts as one failure. */
export const readJestReport = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  skipped: report.testResults.flatMap(skippedOf),
});

/**
 * All Jest projects in one run with two workers, which is faster than one run a project and counts once.
 * @returns {Promise<import('./tally.mjs').Counts>}
 */
export const jest = async (root, env) => {
  mkdirSync(join(root, 'tmp/test'), { recursive: true });
  rmSync(join(root, RESULTS), { force: true });
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const { status } = await runCommand(
    process.execPath,
    [
      ...[
        ...flags,
        'node_modules/jest/bin/jest.js',
        '--maxWorkers=2',
        '--workerIdleMemoryLimit=1500MB',
        '--testTimeout=180000',
      ],
      ...['--json', `--outputFile=${RESULTS}`, '--passWithNoTests', '--projects', ...jestProjects(root)],
    ],
    { cwd: root, env: { ...withoutNx(env), NODE_OPTIONS: flags.join(' ') }, echo: true },
  );
  if (!existsSync(join(root, RESULTS))) return { passed: 0, failed: 1, skipped: [] };
  const counts = readJestReport(JSON.parse(readFileSync(join(root, RESULTS), 'utf8')));
  return { ...counts, failed: Math.max(counts.failed, status === 0 ? 0 : 1) };
};
