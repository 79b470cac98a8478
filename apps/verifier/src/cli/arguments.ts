/** What the command line asks for. */
export interface Arguments {
  readonly pack: string;
  readonly keys: readonly string[];
  readonly checkpoints: readonly string[];
  readonly json: boolean;
}

export const USAGE = `Verifies an evidence pack of Max Booster, offline: no network, no database, nobody to trust.

  node verifier.mjs <pack.zip> [--key <vkey>]... [--checkpoint <file>]... [--json]

  --key <vkey>          a log or witness key that you were given elsewhere; the pack must use it
  --checkpoint <file>   a signed checkpoint that you have seen before; the log must not show another history
  --json                the report as JSON

Exit status: 0 all holds, 1 something does not, 2 the question could not be asked.`;

export class UsageError extends Error {}

const VALUED = new Set(['--key', '--checkpoint']);

/** @throws UsageError */
export const parseArguments = (argv: readonly string[]): Arguments => {
  const valued: [string, string][] = [];
  const packs: string[] = [];
  let json = false;
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (VALUED.has(word)) {
      const value = argv[(i += 1)];
      if (value === undefined) throw new UsageError(`${word} needs a value`);
      valued.push([word, value]);
    } else if (word === '--json') json = true;
    else if (word.startsWith('-')) throw new UsageError(`unknown option ${word}`);
    else packs.push(word);
  }
  const [pack, ...more] = packs;
  if (pack === undefined) throw new UsageError('name a pack');
  if (more.length > 0) throw new UsageError('name one pack at a time');
  const of = (option: string) => valued.filter(([name]) => name === option).map(([, value]) => value);
  return { pack, keys: of('--key'), checkpoints: of('--checkpoint'), json };
};
