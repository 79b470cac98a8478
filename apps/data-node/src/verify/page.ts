import { HEADER_BYTES, parseTree, type Tree, TREE_BYTES } from '../storage/meta-page.js';

/** A page of a tree as mdb.c of the `lmdb` package lays it out. */
export interface TreePage {
  readonly number: number;
  readonly transaction: number;
  readonly kind: 'branch' | 'leaf';
  readonly nodes: readonly Node[];
}

export interface Node {
  readonly key: Buffer;
  /** Of a branch: the page below. */
  readonly child?: number;
  /** Of a leaf: a value that has pages of its own. */
  readonly overflow?: { readonly page: number; readonly pages: number };
  /** Of the tree of databases: the database. */
  readonly tree?: Tree;
}

const P_BRANCH = 0x01;
const P_LEAF = 0x02;
const P_OVERFLOW = 0x04;
const KIND_MASK = 0x0f;
const NODE_BYTES = 8;
const F_BIGDATA = 0x01;
const F_SUBDATA = 0x02;

/** Reads a branch or leaf page. Throws if its header, offsets or sizes make no sense. */
export function parsePage(bytes: Buffer, expected: number): TreePage {
  const number = Number(bytes.readBigUInt64LE(0));
  if (number !== expected) throw new Error(`calls itself page ${number}`);
  const flags = bytes.readUInt16LE(18) & KIND_MASK;
  if (flags !== P_BRANCH && flags !== P_LEAF) throw new Error(`is of no kind that belongs in a tree (flags ${flags})`);
  const lower = bytes.readUInt16LE(20) + HEADER_BYTES;
  const upper = bytes.readUInt16LE(22) + HEADER_BYTES;
  if (lower > upper || upper > bytes.length || lower % 2 !== 0)
    throw new Error(`has its free space at ${lower}–${upper}`);
  const kind = flags === P_BRANCH ? 'branch' : 'leaf';
  const count = (lower - HEADER_BYTES) / 2;
  const nodes = Array.from({ length: count }, (_, n) => {
    const at = bytes.readUInt16LE(HEADER_BYTES + 2 * n) + HEADER_BYTES;
    if (at < upper || at + NODE_BYTES > bytes.length) throw new Error(`has node ${n} at ${at}`);
    return parseNode(bytes, at, kind, n);
  });
  return { number, transaction: Number(bytes.readBigUInt64LE(8)), kind, nodes };
}

function parseNode(bytes: Buffer, at: number, kind: TreePage['kind'], n: number): Node {
  const low = bytes.readUInt16LE(at) + bytes.readUInt16LE(at + 2) * 0x1_0000;
  const flags = bytes.readUInt16LE(at + 4);
  const keyEnd = at + NODE_BYTES + bytes.readUInt16LE(at + 6);
  if (keyEnd > bytes.length) throw new Error(`has a key that ends outside, in node ${n}`);
  const key = bytes.subarray(at + NODE_BYTES, keyEnd);
  if (kind === 'branch') return { key, child: low + flags * 0x1_0000_0000 };
  if ((flags & F_BIGDATA) !== 0) {
    const pages = Math.floor((HEADER_BYTES - 1 + low) / bytes.length) + 1;
    return { key, overflow: { page: Number(bytes.readBigUInt64LE(keyEnd)), pages } };
  }
  if (keyEnd + low > bytes.length) throw new Error(`has a value that ends outside, in node ${n}`);
  return (flags & F_SUBDATA) !== 0 && low === TREE_BYTES ? { key, tree: parseTree(bytes, keyEnd) } : { key };
}

/** Checks the first page of a value of `pages` pages; answers the transaction that wrote it. */
export function parseOverflow(bytes: Buffer, expected: number, pages: number): number {
  const number = Number(bytes.readBigUInt64LE(0));
  if (number !== expected) throw new Error(`calls itself page ${number}`);
  if ((bytes.readUInt16LE(18) & KIND_MASK) !== P_OVERFLOW) throw new Error('is not the start of a long value');
  const there = bytes.readUInt32LE(20);
  if (there !== pages) throw new Error(`is a value of ${there} pages where ${pages} are meant`);
  return Number(bytes.readBigUInt64LE(8));
}
