import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
import { contractSuites } from './suites.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const FLAGS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];

const PROJECTS = /^(libs\/.*|apps\/(api|data-node))$/;

const runSuites = async ({ eventStore = '', mongo = '', redis = '' }, { workers, suites }) => {
  // of this run alone: several may be at work on the same engines
  const folder = mkdtempSync(join(tmpdir(), 'max-contract-'));
  const [results, notes] = [join(folder, 'jest.json'), join(folder, 'engines.tsv')];
  writeFileSync(notes, '');
  const engines = { MAX_TEST_EVENT_STORE: eventStore, MAX_TEST_MONGO: mongo, MAX_TEST_REDIS: redis };
  const wanted = contractSuites(root, suites);
  if (wanted.length === 0) return undefined;
  await runCommand(
    process.execPath,
    [
      ...[...FLAGS, join(root, 'node_modules/jest/bin/jest.js'), `--maxWorkers=${workers}`, '--testTimeout=180000'],
      ...['--json', `--outputFile=${results}`, '--passWithNoTests', '--forceExit'],
      ...['--projects', ...jestProjects(root).filter((path) => PROJECTS.test(path))],
      ...['--runTestsByPath', ...wanted],
    ],
    {
      cwd: root,
      env: { ...withoutNx(process.env), ...engines, MAX_TEST_ENGINES_USED: notes, NODE_OPTIONS: FLAGS.join(' ') },
      echo: true,
    },
  );
  const report = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : undefined;
  const noted = readNotes(readFileSync(notes, 'utf8'), root);
  rmSync(folder, { recursive: true });
  return report && suitesOf(report, noted, { eventStore, mongo, redis }, root);
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
    // an exit, as against a signal, takes the engines along
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
    await ensureBuilt();
    if (options.own) own = await startOwnEngines();
    const engines = own?.engines ?? options.engines;
    const suites = await runSuites(engines, options);
    if (suites) {
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
