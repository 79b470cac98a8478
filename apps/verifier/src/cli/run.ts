import { readFile } from 'node:fs/promises';

import { readZip, UnsafeZip, verifyPack } from '@max/compliance/domain';

import { parseArguments, USAGE, UsageError } from './arguments';
import { renderReport } from './render';

export interface Output {
  out(text: string): void;
  error(text: string): void;
}

/** Runs the command line; the exit status: 0 verified, 1 not, 2 usage or no such file. */
export const run = async (argv: readonly string[], { out, error }: Output): Promise<0 | 1 | 2> => {
  if (argv.includes('--help')) return (out(`${USAGE}\n`), 0);
  try {
    const { pack, keys, checkpoints, json } = parseArguments(argv);
    const knownCheckpoints = await Promise.all(checkpoints.map((path) => readFile(path, 'utf8')));
    const files = readZip(await readFile(pack));
    const report = verifyPack(files, { trustedKeys: keys, knownCheckpoints });
    out(json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
    return report.ok ? 0 : 1;
  } catch (problem) {
    if (problem instanceof UnsafeZip) {
      error(`NOT VERIFIED: ${problem.message}\n`);
      return 1;
    }
    if (problem instanceof UsageError) error(`${problem.message}\n\n${USAGE}\n`);
    else error(`${problem instanceof Error ? problem.message : 'the pack could not be read'}\n`);
    return 2;
  }
};
