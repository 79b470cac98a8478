import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { open, type RootDatabase } from 'lmdb';

/**
 * Opens the one LMDB environment of a node, `<dataDir>/lmdb`, shared by its two protocols.
 *
 * `overlappingSync: false` makes a commit write and fsync its pages, then write and fsync the meta page, before it
 * becomes visible and before its promise resolves: what is read or acknowledged is on disk. With lmdb's default
 * (`true`) both happen before the flush.
 */
export function openEnvironment(dataDir: string): RootDatabase {
  const path = join(dataDir, 'lmdb');
  mkdirSync(path, { recursive: true });
  return open({ path, noSubdir: false, overlappingSync: false, maxDbs: 1024, maxReaders: 512, encoding: 'binary' });
}
