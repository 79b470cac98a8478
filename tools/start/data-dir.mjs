import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { Failure } from './failure.mjs';
import { lockInstance } from './instance-lock.mjs';

/** How a path is shown to a person: relative when it is below where they stand. */
export const shown = (path) => {
  const short = relative(process.cwd(), path);
  return short && !short.startsWith('..') ? short : path;
};

const ERRORS = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
  ENOENT: 'no directory can be made there',
};

/** Makes a directory and those above it. Node's own `recursive` never returns below /proc, where nothing can be made. */
const makeDirectory = (path) => {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  mkdirSync(path, { mode: 0o700 });
};

/**
 * Makes the data directory, proves that it can be written and takes it for this process.
 * @returns {{release: () => void}}
 * @throws Failure when it can't be written or belongs to a running instance
 */
export const openDataDir = (dataDir) => {
  try {
    makeDirectory(join(dataDir, 'logs'));
    const probe = join(dataDir, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Failure(`The data directory ${shown(dataDir)} can't be written: ${ERRORS[error.code] ?? error.message}.`);
  }
  const lock = lockInstance(dataDir);
  if ('ownedBy' in lock)
    throw new Failure(
      `The data directory ${shown(dataDir)} is in use by another Max Booster (process ${lock.ownedBy}).`,
    );
  return lock;
};

/** Writes JSON for the owner's eyes only, whole or not at all. */
export const writePrivate = (path, value) => {
  writeFileSync(`${path}.tmp`, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
};

/** The JSON of a file of ours, or `fallback` when there is none. */
export const readJson = (path, fallback) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : fallback);

/**
 * The secrets of this installation: random, made on the first start, kept in `secrets.json` (mode 0600).
 * @returns {{stripeWebhookSecret: string, stripeApiKey: string}}
 */
export const openSecrets = (dataDir) => {
  const path = join(dataDir, 'secrets.json');
  const secrets = readJson(path, undefined);
  if (secrets) return secrets;
  const made = {
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    stripeApiKey: `sk_test_${randomBytes(24).toString('hex')}`,
  };
  writePrivate(path, made);
  return made;
};
