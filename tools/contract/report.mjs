import { relative } from 'node:path';

import { readJestReport } from '../test/jest.mjs';
import { sum } from '../test/tally.mjs';
import { withoutSecret } from './options.mjs';

const LABELS = { eventStore: 'event store', mongo: 'mongo', redis: 'redis' };

/** These talk to the engine of their folder without the tests' common start. */
const BY_FOLDER = [
  [/^libs\/kernel\/server\/src\/jobs\/bull\//, 'redis'],
  [/^apps\/data-node\/src\/mongo\//, 'mongo'],
  [/^apps\/data-node\/(test|src\/esdb)\//, 'eventStore'],
];

/**
 * @param {string} notes lines `engine<TAB>path of the suite` that the suites wrote
 * @returns {Map<string, Set<string>>} engines by suite
 */
export const readNotes = (notes, root) => {
  const engines = new Map();
  for (const [engine, path] of notes
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'))) {
    const suite = relative(root, path);
    engines.set(suite, (engines.get(suite) ?? new Set()).add(engine));
  }
  return engines;
};

const countsOf = (result) =>
  readJestReport({
    numPassedTests: result.assertionResults.filter(({ status }) => status === 'passed').length,
    numFailedTests: result.assertionResults.filter(({ status }) => status === 'failed').length,
    numRuntimeErrorTestSuites: result.status === 'failed' && result.assertionResults.length === 0 ? 1 : 0,
    testResults: [result],
  });

/**
 * @param {object} report Jest's JSON report
 * @returns {{suite: string, engines: string[], counts: import('../test/tally.mjs').Counts}[]} in order of their paths
 */
export const suitesOf = (report, notes, given, root) =>
  report.testResults
    .map((result) => {
      const suite = relative(root, result.name);
      const noted =
        notes.get(suite) ?? new Set(BY_FOLDER.filter(([folder]) => folder.test(suite)).map(([, name]) => name));
      return {
        suite,
        engines: Object.keys(LABELS).filter((name) => noted.has(name) && given[name]),
        counts: countsOf(result),
      };
    })
    .sort((a, b) => (a.suite < b.suite ? -1 : 1));

const told = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;

/** A line a suite, then a line an engine with the suites that ran against it. */
export const reportLines = (suites, given) => [
  ...suites.map(
    ({ suite, engines, counts }) =>
      `${counts.failed ? '✗' : '✓'} ${suite}: ${told(counts)} (${engines.map((name) => LABELS[name]).join(', ') || 'no given engine'})`,
  ),
  '',
  ...Object.entries(LABELS).map(([name, label]) => {
    if (!given[name]) return `${label}: none given, the tests started their own`;
    const against = suites.filter(({ engines }) => engines.includes(name));
    return `${label} ${withoutSecret(given[name])}: ${against.length} suites, ${told(sum(against.map(({ counts }) => counts)))}`;
  }),
];
