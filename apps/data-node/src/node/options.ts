import { parseArgs } from 'node:util';

import { type EsdbAccess, esdbAccess } from './esdb-access.js';
import { StartupError } from './startup-error.js';

export interface NodeOptions {
  readonly dataDir: string;
  readonly host: string;
  /** 0 for any. */
  readonly esdbPort: number;
  /** 0 for any. */
  readonly mongoPort: number;
  /** MiB of the disk below which writes are refused; 0 for never. */
  readonly reserveMib: number;
  readonly esdbAccess: EsdbAccess;
}

/** What the command line asks for. */
export type Command =
  | { readonly name: 'help' }
  | ({ readonly name: 'start' } & NodeOptions)
  | { readonly name: 'backup'; readonly dataDir: string; readonly to: string }
  | { readonly name: 'restore'; readonly from: string; readonly dataDir: string; readonly force: boolean }
  | { readonly name: 'verify'; readonly dataDir: string; readonly isBackup: boolean };

const USAGE = 'usage: data-node start --data-dir <dir> --esdb-port <0-65535> --mongo-port <0-65535> [--host 127.0.0.1]';

export const HELP = `The data node: events and documents of Max Booster in one directory, for the clients of EventStoreDB and MongoDB.

  data-node start   --data-dir <dir> --esdb-port <n> --mongo-port <n>
                    [--host 127.0.0.1] [--disk-reserve <MiB, 256>]
                    [--tls-cert-file <pem> --tls-key-file <pem>] [--esdb-user <name>:<password file>]
                    serves until SIGINT or SIGTERM; port 0 takes any free one; writes are refused
                    while less than the reserve is free on the disk
  data-node backup  --data-dir <dir> --to <new folder>
                    copies one consistent moment, also while a node writes, and verifies the copy
  data-node restore --from <folder> --data-dir <dir> [--force]
                    checks a backup and puts it into a directory that no node uses
  data-node verify  --data-dir <dir> | --backup <folder>
                    checks every page, event, document and index entry; exit status 1 when something is wrong
  data-node --help
`;

/** The command with its options. Throws StartupError, with the usage, on anything else. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { name: 'help' };
  const [name, ...more] = positionals;
  if (more.length > 0) throw new StartupError(USAGE);
  const required = (flag: 'data-dir' | 'from' | 'to'): string => {
    const value = values[flag];
    if (!value) throw new StartupError(`--${flag} is missing; ${name === 'start' ? USAGE : SEE_HELP}`);
    return value;
  };
  switch (name) {
    case 'start':
      return {
        name,
        dataDir: required('data-dir'),
        host: values.host ?? '127.0.0.1',
        esdbPort: port('--esdb-port', values['esdb-port']),
        mongoPort: port('--mongo-port', values['mongo-port']),
        reserveMib: mebibytes(values['disk-reserve'] ?? '256'),
        esdbAccess: esdbAccess(values),
      };
    case 'backup':
      return { name, dataDir: required('data-dir'), to: required('to') };
    case 'restore':
      return { name, from: required('from'), dataDir: required('data-dir'), force: values.force ?? false };
    case 'verify':
      if (values.backup !== undefined) return { name, dataDir: values.backup, isBackup: true };
      return { name, dataDir: required('data-dir'), isBackup: false };
    default:
      throw new StartupError(`${USAGE}; ${SEE_HELP}`);
  }
}

const SEE_HELP = 'data-node --help tells all';

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        'esdb-port': { type: 'string' },
        'mongo-port': { type: 'string' },
        host: { type: 'string' },
        'disk-reserve': { type: 'string' },
        'tls-cert-file': { type: 'string' },
        'tls-key-file': { type: 'string' },
        'esdb-user': { type: 'string' },
        to: { type: 'string' },
        from: { type: 'string' },
        backup: { type: 'string' },
        force: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new StartupError(`${reason}; ${USAGE}`);
  }
}

function port(flag: string, text: string | undefined): number {
  if (text === undefined) throw new StartupError(`${flag} is missing; ${USAGE}`);
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value;
  throw new StartupError(`${flag} must be a port from 0 to 65535, not '${text}'`);
}

function mebibytes(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new StartupError(`--disk-reserve must be a number of MiB, not '${text}'`);
}
