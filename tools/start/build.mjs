import { Failure } from './failure.mjs';
import { runCommand } from './run-command.mjs';

export const NX = 'node_modules/nx/dist/bin/nx.js';

/** Nx refuses to run inside itself; who starts us may be one of its tasks. */
export const withoutNx = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('NX_')));

/**
 * Builds every app whose sources changed since it was built last (Nx knows by content), silently unless it fails.
 * @throws Failure when a build fails; what it printed is on stderr by then
 */
export const ensureBuilt = async (root, say) => {
  say('Building what is stale …');
  const { status, output } = await runCommand(
    process.execPath,
    [NX, 'run-many', '-t', 'build', '--output-style=static'],
    { cwd: root, env: withoutNx(process.env) },
  );
  if (status === 0) return;
  console.error(output.trimEnd());
  throw new Failure('The build failed; see above.');
};
