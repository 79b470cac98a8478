import { closeSync, openSync, readSync } from 'node:fs';

import { type MetaPage, readMeta, type Tree } from '../storage/meta-page.js';
import type { Findings, Progress } from './findings.js';
import { parseOverflow, parsePage, type TreePage } from './page.js';

export interface PageCounts {
  readonly transaction: number;
  pages: number;
}

const PROGRESS_EVERY = 50_000;

/**
 * Walks all pages that the latest transaction of a data file can reach: each is what it says it is, is reached once,
 * was written by a transaction that the page above knows of, has its keys in order, and each tree has the size that its
 * root says. `most` bounds the walk; the trees' sizes are compared only when all was walked.
 *
 * LMDB keeps no checksums, so that a changed byte within a key or a value may go unseen here.
 * Throws DamagedFile if already the meta pages are wrong.
 */
export function walkPages(file: string, findings: Findings, progress: Progress, most = Infinity): PageCounts {
  const meta = readMeta(file);
  const descriptor = openSync(file, 'r');
  try {
    const walk = new Walk(descriptor, meta, findings, progress, most);
    walk.tree('the free list', meta.free);
    walk.tree('the list of databases', meta.main);
    return { transaction: meta.transaction, pages: walk.seen.size };
  } finally {
    closeSync(descriptor);
  }
}

/** What a walk counted of one tree. */
interface Size {
  depth: number;
  branchPages: number;
  leafPages: number;
  overflowPages: number;
  entries: number;
}

class Walk {
  readonly seen = new Set<number>();

  constructor(
    private readonly descriptor: number,
    private readonly meta: MetaPage,
    private readonly findings: Findings,
    private readonly progress: Progress,
    private readonly most: number,
  ) {}

  tree(name: string, tree: Tree): void {
    const size: Size = { depth: 0, branchPages: 0, leafPages: 0, overflowPages: 0, entries: 0 };
    const before = this.findings.count;
    if (tree.root !== undefined) this.below(name, tree.root, this.meta.transaction, 1, size);
    if (this.seen.size >= this.most || this.findings.count > before) return; // its size would say the same again
    for (const part of ['depth', 'branchPages', 'leafPages', 'overflowPages', 'entries'] as const) {
      this.findings.expect(
        size[part] === tree[part],
        () => `${name}: its root counts ${tree[part]} ${part}, and there are ${size[part]}`,
      );
    }
  }

  /** The page and all below it. Answers nothing: what is wrong is found, and not walked further. */
  private below(name: string, number: number, knownTo: number, depth: number, size: Size): void {
    if (this.seen.size >= this.most) return;
    const place = (): string => `page ${number} of ${name}`;
    const page = this.findings.attempt(place, () => {
      this.claim(number, 1);
      return this.checked(parsePage(this.read(number), number), knownTo);
    });
    if (page === undefined) return;
    size.depth = Math.max(size.depth, depth);
    size[page.kind === 'branch' ? 'branchPages' : 'leafPages'] += 1;
    if (page.kind === 'leaf') size.entries += page.nodes.length;
    for (const { child, overflow, tree, key } of page.nodes) {
      if (child !== undefined) this.below(name, child, page.transaction, depth + 1, size);
      if (tree !== undefined) this.tree(`database ${key.toString()}`, tree);
      if (overflow === undefined) continue;
      size.overflowPages += overflow.pages;
      this.findings.attempt(
        () => `page ${overflow.page} of ${name}`,
        () => {
          this.claim(overflow.page, overflow.pages);
          const written = parseOverflow(this.read(overflow.page), overflow.page, overflow.pages);
          // A backup's leaves are younger than the values that were copied whole, so the file's own number is the bound.
          if (written > this.meta.transaction) throw new Error(`was written by transaction ${written}, which isn't in`);
        },
      );
    }
  }

  private checked(page: TreePage, knownTo: number): TreePage {
    if (page.transaction > knownTo) {
      throw new Error(`was written by transaction ${page.transaction}, and the page above by ${knownTo}`);
    }
    // The free list has integer keys, and the first key of a branch is empty.
    const keys = page.kind === 'branch' ? page.nodes.slice(1) : page.nodes;
    for (const [n, { key }] of keys.entries()) {
      const before = keys[n - 1]?.key;
      if (before !== undefined && Buffer.compare(before, key) >= 0 && !isInteger(before, key)) {
        throw new Error(`has key ${n} out of order`);
      }
    }
    return page;
  }

  private claim(first: number, pages: number): void {
    if (first < 2 || first + pages - 1 > this.meta.lastPage) throw new Error('is beyond the last page in use');
    for (let number = first; number < first + pages; number += 1) {
      if (this.seen.has(number)) throw new Error('is reached a second time');
      this.seen.add(number);
      if (this.seen.size % PROGRESS_EVERY === 0) this.progress(`${this.seen.size} pages`);
    }
  }

  private read(number: number): Buffer {
    const bytes = Buffer.allocUnsafe(this.meta.pageSize);
    const read = readSync(this.descriptor, bytes, 0, bytes.length, number * bytes.length);
    if (read !== bytes.length) throw new Error('is cut off by the end of the file');
    return bytes;
  }
}

/** Keys of the free list are integers in the machine's own order of bytes. */
const isInteger = (before: Buffer, key: Buffer): boolean =>
  before.length === 8 && key.length === 8 && before.readBigUInt64LE() < key.readBigUInt64LE();
