import type { Sha256 } from '@max/kernel';
import type { Readable } from 'node:stream';

export interface StoredFile {
  readonly sha256: Sha256;
  readonly bytes: number;
}

/**
 * Immutable files named by their SHA-256: putting the same bytes twice stores them once. An acknowledged file is whole
 * and on disk; a broken upload leaves nothing behind under a name.
 */
export interface Files {
  /** Streams, hashing on the way; memory does not grow with the file. */
  put(content: Readable | Uint8Array): Promise<StoredFile>;
  /** @throws FileMissing */
  read(sha256: Sha256): Promise<Readable>;
  has(sha256: Sha256): Promise<boolean>;
  /**
   * A path on this machine that holds the file's bytes (DuckDB reads paths): the stored file itself where it is local,
   * else a checked copy in a cache. Never to be written to.
   * @throws FileMissing
   */
  localPath(sha256: Sha256): Promise<string>;
  /** A fresh private folder for work in progress; delete it when done. */
  workFolder(): Promise<string>;
}

export class FileMissing extends Error {
  constructor(readonly sha256: string) {
    super(`no file with SHA-256 ${sha256} is stored`);
  }
}

export const FILES = Symbol('Files');
