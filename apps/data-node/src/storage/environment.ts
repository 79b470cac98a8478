import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { open, type RootDatabase } from 'lmdb';

const LIMITS = { noSubdir: false, maxDbs: 1024, maxReaders: 512, encoding: 'binary' } as const;

/** More than LMDB's table of readers needs: 64 bytes for each of `maxReaders` and a header. */
const LOCK_TABLE_BYTES = 64 * 1024;

/** The LMDB environment of a data directory or a backup. */
export const environmentPath = (dataDir: string): string => join(dataDir, 'lmdb');

export const dataFile = (dataDir: string): string => join(environmentPath(dataDir), 'data.mdb');

/**
 * Opens the one LMDB environment of a node, `<dataDir>/lmdb`, shared by its two protocols.
 *
 * `overlappingSync: false` makes a commit write and fsync its pages, then write and fsync the meta page, before it
 * becomes visible and before its promise resolves: what is read or acknowledged is on disk. With lmdb's default
 * (`true`) both happen before the flush.
 */
export function openEnvironment(dataDir: string): RootDatabase {
  const path = environmentPath(dataDir);
  const isNew = !existsSync(dataFile(dataDir));
  mkdirSync(path, { recursive: true });
  fillLockTable(path);
  const env = open({ path, overlappingSync: false, ...LIMITS });
  if (isNew) for (let each = resolve(path), n = 0; n < 3; n += 1, each = dirname(each)) syncDirectory(each);
  return env;
}

/** Opens an environment beside the node that may be writing to it. A read sees one transaction, of both protocols. */
export function openForReading(dataDir: string): RootDatabase {
  fillLockTable(environmentPath(dataDir));
  return open({ path: environmentPath(dataDir), readOnly: true, overlappingSync: false, ...LIMITS });
}

/** A name in a directory is on disk only when the directory is. */
export function syncDirectory(directory: string): void {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * LMDB makes its table of readers as a file with holes and writes to it through a memory map: on a full disk the first
 * reader of a hole would end the process (SIGBUS). A table that is filled beforehand has no holes.
 */
function fillLockTable(path: string): void {
  const file = join(path, 'lock.mdb');
  if (existsSync(file)) return;
  try {
    writeFileSync(file, Buffer.alloc(LOCK_TABLE_BYTES), { flag: 'wx', flush: true });
  } catch (error) {
    // Another process was faster, or the file system is for reading only: LMDB can do with both.
    if (!(error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'EROFS')))
      throw error;
  }
}
