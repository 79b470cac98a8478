import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What an LMDB transaction left in its meta page (`MDB_meta` in mdb.c of the `lmdb` package, data version 2). */
export interface MetaPage {
  readonly slot: 0 | 1;
  readonly pageSize: number;
  readonly transaction: number;
  /** The last page in use. */
  readonly lastPage: number;
  /** Root of the tree of free pages, undefined for an empty tree. */
  readonly free: Tree;
  /** Root of the tree of databases. */
  readonly main: Tree;
}

/** What `MDB_db` says of a tree of pages. */
export interface Tree {
  readonly depth: number;
  readonly branchPages: number;
  readonly leafPages: number;
  readonly overflowPages: number;
  readonly entries: number;
  /** Undefined for a tree without entries. */
  readonly root: number | undefined;
}

/** A data file that can't be trusted; the message says what was found where. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

const ATTEMPTS = 5;
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const P_META = 0x08;
const NO_ROOT = 0xffff_ffff_ffff_ffffn;

/** Bytes of a page header, and of a `MDB_db`. */
export const HEADER_BYTES = 24;
export const TREE_BYTES = 48;

/**
 * Reads both meta pages of a data file and answers the newer one. LMDB itself checks only the first page's magic
 * number, and has no checksums; but transaction N is always in page N mod 2, beside N - 1, and never shrinks the file.
 * Throws DamagedFile if the pages can't be what two transactions in a row left.
 */
export function readMeta(file: string): MetaPage {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return readOnce(file);
    } catch (error) {
      // A node that writes meanwhile may change the one page between our looks at both.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

function readOnce(file: string): MetaPage {
  const descriptor = openSync(file, 'r');
  try {
    const first = parseMeta(readAt(descriptor, 0), 0);
    const second = parseMeta(readAt(descriptor, first.pageSize), 1);
    const [older, newer] = first.transaction < second.transaction ? [first, second] : [second, first];
    checkPair(older, newer, fstatSync(descriptor).size);
    return newer;
  } finally {
    closeSync(descriptor);
  }
}

function checkPair(older: MetaPage, newer: MetaPage, size: number): void {
  const inTurn = newer.transaction === older.transaction + 1 && newer.transaction % 2 === newer.slot;
  // LMDB's copy of a file leaves page 0 empty and puts an odd number into page 1.
  const fresh =
    older.transaction === 0 && (newer.transaction === 0 || (newer.slot === 1 && newer.transaction % 2 === 1));
  if (!inTurn && !fresh) {
    throw new DamagedFile(
      `the meta pages name transactions ${older.transaction} (page ${older.slot}) and ${newer.transaction} ` +
        `(page ${newer.slot}), which can't follow each other`,
    );
  }
  if (newer.lastPage < older.lastPage) throw new DamagedFile(`meta page ${newer.slot} counts too few pages`);
  for (const root of [newer.main.root, newer.free.root]) {
    if (root === undefined || ((root + 1) * newer.pageSize <= size && root <= newer.lastPage && root > 1)) continue;
    throw new DamagedFile(`page ${root}, a root in meta page ${newer.slot}, is beyond the end of the file`);
  }
}

function parseMeta(bytes: Buffer, slot: 0 | 1): MetaPage {
  const at = HEADER_BYTES;
  if (bytes.length < 176) throw new DamagedFile(`the file ends within meta page ${slot}`);
  if (bytes.readUInt32LE(at) !== MAGIC) throw new DamagedFile(`meta page ${slot} doesn't have LMDB's mark`);
  const version = bytes.readUInt32LE(at + 4) & 0xffff;
  if (version !== DATA_VERSION) throw new DamagedFile(`meta page ${slot} has LMDB's data version ${version}, not 2`);
  if (bytes.readUInt16LE(18) !== P_META) throw new DamagedFile(`page ${slot} isn't marked as a meta page`);
  const pageSize = bytes.readUInt32LE(at + 24);
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) {
    throw new DamagedFile(`meta page ${slot} gives a page size of ${pageSize}`);
  }
  return {
    slot,
    pageSize,
    free: parseTree(bytes, at + 24),
    main: parseTree(bytes, at + 24 + TREE_BYTES),
    lastPage: Number(bytes.readBigUInt64LE(at + 24 + 2 * TREE_BYTES)),
    transaction: Number(bytes.readBigUInt64LE(at + 32 + 2 * TREE_BYTES)),
  };
}

/** Reads a `MDB_db` at an offset. */
export function parseTree(bytes: Buffer, at: number): Tree {
  const root = bytes.readBigUInt64LE(at + 40);
  const number = (offset: number): number => Number(bytes.readBigUInt64LE(at + offset));
  return {
    depth: bytes.readUInt16LE(at + 6),
    branchPages: number(8),
    leafPages: number(16),
    overflowPages: number(24),
    entries: number(32),
    root: root === NO_ROOT ? undefined : Number(root),
  };
}

function readAt(descriptor: number, position: number): Buffer {
  const bytes = Buffer.alloc(512);
  return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, position));
}
