import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { withoutNx } from '../start/build.mjs';
import { reportFailure } from '../start/failure.mjs';
import { runCommand } from '../start/run-command.mjs';
import { jestProjects } from '../test/jest.mjs';
import { check, closingLines, sum } from '../test/tally.mjs';
import { ensureBuilt } from '../testing/data-node.mjs';
import { HELP, readOptions } from './options.mjs';
import { startOwnEngines } from './own-engines.mjs';
import { readNotes, reportLines, suitesOf } from './report.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const RESULTS = join(root, 'tmp/test/contract.json');
const NOTES = join(root, 'tmp/test/contract-engines.tsv');
const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

/** Suites that talk to an engine or are the contract of one; the simulator's and the verifier's talk to none. */
const PROJECTS = /^(libs\/.*|apps\/(api|data-node))$/;
const SUITES = String.raw`\.(int|e2e)\.spec\.ts$`;

const runSuites = async ({ eventStore = '', mongo = '', redis = '' }, { workers, suites }) => {
  mkdirSync(join(root, 'tmp/test'), { recursive: true });
  rmSync(RESULTS, { force: true });
  writeFileSync(NOTES, '');
  const engines = { MAX_TEST_EVENT_STORE: eventStore, MAX_TEST_MONGO: mongo, MAX_TEST_REDIS: redis };
  const wanted = suites.length > 0 ? suites.map((part) => `${part}.*${SUITES}`) : [SUITES];
  await runCommand(
    process.execPath,
    [
      ...[...FLAGS, join(root, 'node_modules/jest/bin/jest.js'), `--maxWorkers=${workers}`, '--testTimeout=180000'],
      ...['--json', `--outputFile=${RESULTS}`, '--passWithNoTests', '--forceExit', '--testPathPatterns', ...wanted],
      ...['--projects', ...jestProjects(root).filter((path) => PROJECTS.test(path))],
    ],
    {
      cwd: root,
      env: { ...withoutNx(process.env), ...engines, MAX_TEST_ENGINES_USED: NOTES, NODE_OPTIONS: FLAGS.join(' ') },
      echo: true,
    },
  );
  return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : undefined;
};

/** `npm run test:contract`. Its last line is `N passed, N failed, N skipped`; exit status 1 when anything failed. */
export const main = async (argv) => {
  let total = check(false);
  let own;
  try {
    const options = readOptions(argv);
    if (options.help) {
      console.log(HELP);
      return;
    }
    await ensureBuilt();
    if (options.own) own = await startOwnEngines();
    const engines = own?.engines ?? options.engines;
    const report = await runSuites(engines, options);
    if (report) {
      const suites = suitesOf(report, readNotes(readFileSync(NOTES, 'utf8'), root), engines, root);
      console.log(['', ...reportLines(suites, engines)].join('\n'));
      total = sum(suites.map(({ counts }) => counts));
      if (suites.length === 0) total = check(false);
    }
  } catch (error) {
    reportFailure(error);
  } finally {
    await own?.stop();
  }
  console.log(closingLines(total).join('\n'));
  process.exitCode = total.failed > 0 ? 1 : 0;
};
