import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** The stand-alone verifier was not built: `nx build verifier`. */
export class VerifierMissing extends Error {
  override readonly name = 'VerifierMissing';
}

const CANDIDATES = (): string[] => [
  ...(process.env['MAX_VERIFIER_DIR'] ? [process.env['MAX_VERIFIER_DIR']] : []),
  resolve(dirname(process.argv[1] ?? '.'), '../..'), // dist/apps/worker/main.js
  resolve('dist'),
];

/** Folder of `verifier.mjs` and `verifier.html`. @throws VerifierMissing */
export const verifierFolder = (): string => {
  const found = CANDIDATES().find((folder) => existsSync(join(folder, 'verifier.mjs')));
  if (!found) throw new VerifierMissing(`no verifier.mjs in ${CANDIDATES().join(' or ')}; set MAX_VERIFIER_DIR`);
  return found;
};

const run = promisify(execFile);

/** What the stand-alone verifier says against a pack, in a process of its own; nothing when it holds. */
export const objectionsTo = async (zip: string, keys: readonly string[], signal: AbortSignal): Promise<string[]> => {
  const pins = keys.flatMap((key) => ['--key', key]);
  const words = [join(verifierFolder(), 'verifier.mjs'), zip, '--json', ...pins];
  try {
    await run(process.execPath, words, { signal, maxBuffer: 64 * 1024 * 1024, env: {} });
    return [];
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code?: unknown; stdout?: string; stderr?: string };
    if (code !== 1) throw new Error(`the verifier could not run: ${stderr ?? String(failure)}`);
    return stdout ? problemsIn(stdout) : [stderr ?? 'the pack can not be read'];
  }
};

/** The report is our own program's, yet read with care. */
const problemsIn = (json: string): string[] => {
  const report = JSON.parse(json) as { checks?: { name: string; problems: string[] }[] };
  return (report.checks ?? []).flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`));
};
