import { readFileSync } from 'node:fs';

import type { EsdbOptions } from '../esdb/index.js';
import { StartupError } from './startup-error.js';

/** The flags that say who may reach the EventStoreDB side, and how. */
export interface EsdbAccessFlags {
  readonly 'tls-cert-file'?: string | undefined;
  readonly 'tls-key-file'?: string | undefined;
  /** `<name>:<file with the password>`. */
  readonly 'esdb-user'?: string | undefined;
}

export type EsdbAccess = Pick<EsdbOptions, 'tls' | 'accounts'>;

/**
 * Reads the files that the flags name. Throws StartupError if one can't be read, half of a pair is missing, or there is
 * an account without a certificate: over plain text, grpc-js sends no credentials.
 */
export function esdbAccess(flags: EsdbAccessFlags): EsdbAccess {
  const { 'tls-cert-file': cert, 'tls-key-file': key, 'esdb-user': user } = flags;
  if ((cert === undefined) !== (key === undefined)) {
    throw new StartupError('--tls-cert-file and --tls-key-file are given together or not at all');
  }
  const accounts = user === undefined ? undefined : new Map([account(user)]);
  if (accounts !== undefined && cert === undefined) throw new StartupError('--esdb-user works only over TLS');
  return {
    accounts,
    tls: cert === undefined || key === undefined ? undefined : { cert: read(cert), key: read(key) },
  };
}

function account(flag: string): [name: string, password: string] {
  const [, name, file] = /^([^:]+):(.+)$/.exec(flag) ?? [];
  if (name === undefined || file === undefined) {
    throw new StartupError(`--esdb-user must be <name>:<file with the password>, not '${flag}'`);
  }
  const password = read(file)
    .toString('utf8')
    .replace(/\r?\n$/, '');
  if (password === '') throw new StartupError(`${file} holds no password`);
  return [name, password];
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartupError(`can't read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
