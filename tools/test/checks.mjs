import { NX, withoutNx } from '../start/build.mjs';
import { runCommand } from '../start/run-command.mjs';
import { check } from './tally.mjs';

/** Runs one command that must end with status 0; prints what it said only when it does not. */
const holds = async (root, args, say) => {
  const { status, output } = await runCommand(process.execPath, args, { cwd: root, env: withoutNx(process.env) });
  if (status !== 0) say(output.trimEnd());
  return check(status === 0);
};

const nx =
  (...args) =>
  (root, say) =>
    holds(root, [NX, ...args, '--output-style=static'], say);

/**
 * Checks that count as one each. ESLint runs through Nx, which makes the project graph that the boundary rule needs:
 * without it the rule is skipped with a warning.
 */
export const CHECKS = {
  build: nx('run-many', '-t', 'build'),
  lint: nx('run', 'workspace:lint'),
  format: nx('run', 'workspace:format-check'),
  types: nx('run-many', '-t', 'typecheck'),
  lock: (root, say) => holds(root, ['tools/lockcheck.mjs'], say),
};
