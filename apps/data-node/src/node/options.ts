import { parseArgs } from 'node:util';

import { StartupError } from './startup-error.js';

export interface NodeOptions {
  readonly dataDir: string;
  readonly host: string;
  /** 0 for any. */
  readonly esdbPort: number;
  /** 0 for any. */
  readonly mongoPort: number;
}

const USAGE = 'usage: data-node start --data-dir <dir> --esdb-port <0-65535> --mongo-port <0-65535> [--host 127.0.0.1]';

/** The options of `data-node start`. Throws StartupError, with the usage, on anything else. */
export function parseOptions(args: readonly string[]): NodeOptions {
  const { values, positionals } = parse(args);
  if (positionals.length !== 1 || positionals[0] !== 'start') throw new StartupError(USAGE);
  if (!values['data-dir']) throw new StartupError(`--data-dir is missing; ${USAGE}`);
  return {
    dataDir: values['data-dir'],
    host: values.host,
    esdbPort: port('--esdb-port', values['esdb-port']),
    mongoPort: port('--mongo-port', values['mongo-port']),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'data-dir': { type: 'string' },
        'esdb-port': { type: 'string' },
        'mongo-port': { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
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
