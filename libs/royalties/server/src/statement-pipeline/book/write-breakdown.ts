import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

import type { DuckDBConnection } from '@duckdb/node-api';

import {
  add,
  allocate,
  canonicalJson,
  currency,
  hexOf,
  isZero,
  leafHash,
  MerkleTree,
  type Amount,
  type Currency,
  type Isrc,
  type PayeeId,
  type Posting,
} from '@max/kernel';
import { payeeAccount, type BreakdownGroup, type HeldReason, type SplitShare } from '@max/royalties/contracts';

import { count, text, textOrNull, type Row } from '../duckdb';
import { exactSum, formatUnits } from '../exact-sum';
import { groupHashes } from './group-hashes';

export interface Breakdown {
  readonly groupsRoot: string;
  readonly groupCount: number;
  readonly credited: Ledger;
  readonly held: Ledger;
}

/** Exact sums by account and currency. */
export class Ledger {
  private readonly sums = new Map<string, Posting>();

  post(account: string, code: Currency, value: Amount): void {
    const key = `${account} ${code}`;
    const before = this.sums.get(key);
    this.sums.set(key, { account, currency: code, amount: before ? add(before.amount, value) : value });
  }

  /** Ordered by account and currency, so that the same booking is the same bytes. */
  postings(): Posting[] {
    return [...this.sums.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, posting]) => posting)
      .filter(({ amount }) => !isZero(amount));
  }

  total(code: Currency, zero: Amount): Amount {
    return [...this.sums.values()]
      .filter((posting) => posting.currency === code)
      .reduce((sum, posting) => add(sum, posting.amount), zero);
  }
}

/**
 * Writes the groups as NDJSON in key order, divides each by its sheet (largest remainder at the statement's scale) and
 * builds the tree over them. `linesDb` streams the lines while `db` streams the groups.
 */
export const writeBreakdown = async (
  db: DuckDBConnection,
  linesDb: DuckDBConnection,
  path: string,
  terms: { sheets: ReadonlyMap<string, readonly SplitShare[]>; scales: ReadonlyMap<string, number>; suspense: string },
): Promise<Breakdown> => {
  const out = createWriteStream(path);
  const tree = new MerkleTree();
  const credited = new Ledger();
  const held = new Ledger();
  const hashes = groupHashes(linesDb);
  for await (const rows of (await db.stream('SELECT * FROM groups ORDER BY key')).yieldRowObjectJson()) {
    for (const row of rows) {
      const hash = await hashes.next();
      if (hash.done === true || hash.value.key !== text(row, 'key')) throw new Error('lines and groups do not meet');
      const group = groupOf(row, hash.value.linesHash, terms);
      const json = canonicalJson(group);
      tree.append(leafHash(json));
      if (!out.write(`${json}\n`)) await once(out, 'drain');
      if (group.held) held.post(terms.suspense, group.currency, group.amount);
      for (const share of group.shares) credited.post(payeeAccount(share.payeeId), group.currency, share.amount);
    }
  }
  out.end();
  await finished(out);
  return { groupsRoot: hexOf(tree.root()), groupCount: tree.size, credited, held };
};

function groupOf(row: Row, linesHash: string, terms: Parameters<typeof writeBreakdown>[3]): BreakdownGroup {
  const code = currency(text(row, 'currency'));
  const amount = exactSum(row, terms.scales.get(code) ?? count(row, 'scale'));
  const sheetId = textOrNull(row, 'sheet');
  const shares = sheetId === null ? [] : terms.sheets.get(sheetId);
  if (!shares) throw new Error(`no split sheet ${sheetId ?? ''}`);
  return {
    key: text(row, 'key'),
    isrc: textOrNull(row, 'isrc') as Isrc | null,
    sheetId,
    held: heldReason(textOrNull(row, 'held')),
    currency: code,
    lineCount: count(row, 'lineCount'),
    amount,
    linesHash,
    shares: divide(amount, shares),
  };
}

function divide(amount: Amount, shares: readonly SplitShare[]): BreakdownGroup['shares'] {
  if (shares.length === 0) return [];
  const parts = allocate(
    amount,
    shares.map(({ payeeId, percent }) => ({ key: payeeId, weight: percent })),
  );
  return shares
    .map(({ payeeId, percent }) => ({ payeeId, percent, amount: parts.get(payeeId) ?? formatUnits(0n, 0) }))
    .sort((a: { payeeId: PayeeId }, b: { payeeId: PayeeId }) => (a.payeeId < b.payeeId ? -1 : 1));
}

const heldReason = (value: string | null): HeldReason | null =>
  value === 'unmatched' || value === 'no-split-sheet' ? value : null;
