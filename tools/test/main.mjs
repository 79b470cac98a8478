import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import { Failure, reportFailure } from '../start/failure.mjs';
import { ensureInstalled } from '../start/install.mjs';
import { seasonAndBrowser } from './browser.mjs';
import { CHECKS } from './checks.mjs';
import { jest } from './jest.mjs';
import { nodeTests, testFiles } from './node-tests.mjs';
import { systemPackages } from './system-packages.mjs';
import { check, closingLines, sum } from './tally.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const say = (line) => console.log(line);

const inFolders = (...folders) => folders.flatMap((folder) => testFiles(join(root, folder)));

/** What there is to run, by name. */
const STEPS = {
  ...Object.fromEntries(Object.entries(CHECKS).map(([name, run]) => [name, () => run(root, say)])),
  architecture: () => nodeTests(inFolders('tests/architecture'), say),
  tools: () => nodeTests(inFolders('tools'), say),
  jest: (system) => jest(root, { ...process.env, ...(system.chromium ? { CHROMIUM: system.chromium } : {}) }),
  browser: (system) => seasonAndBrowser(root, system, say),
  crash: () => nodeTests(inFolders('tests/chaos'), say),
};

/**
 * The order: first what tells most for its time. A phase's lanes run beside each other, as most of them keep one core busy;
 * Jest has both for itself.
 */
const PHASES = [
  [['build']],
  [
    ['lint', 'lock', 'architecture'],
    ['format', 'types', 'tools'],
  ],
  [['jest']],
  [['browser'], ['crash']],
];

const timed = async (name, step) => {
  say(`… ${name}`);
  const began = Date.now();
  let counts;
  try {
    counts = await step();
  } catch (error) {
    say(error.stack);
    counts = check(false);
  }
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  const skipped = counts.skipped.length > 0 ? `, ${counts.skipped.length} skipped` : '';
  say(
    `${counts.failed ? '✗' : '✓'} ${name}: ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds} s)`,
  );
  return counts;
};

/**
 * `npm test`. Its last line is always `N passed, N failed, N skipped`; exit status 1 when anything failed.
 * @param {string[]} names only these steps; all when empty
 */
export const main = async (names) => {
  const results = [];
  try {
    const unknown = names.filter((name) => !(name in STEPS));
    if (unknown.length > 0)
      throw new Failure(`There is no step ${unknown[0]}; there are: ${Object.keys(STEPS).join(', ')}.`);
    await ensureInstalled(root, say);
    const system = await systemPackages(say);
    const isWanted = (name) => names.length === 0 || names.includes(name);
    const runLane = async (lane) => {
      for (const name of lane.filter(isWanted)) results.push(await timed(name, () => STEPS[name](system)));
    };
    for (const lanes of PHASES) await Promise.all(lanes.map(runLane));
  } catch (error) {
    reportFailure(error);
    results.push(check(false));
  }
  const total = sum(results);
  say(`\n${closingLines(total).join('\n')}`);
  process.exit(total.failed > 0 ? 1 : 0);
};
