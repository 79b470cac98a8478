import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';

import { amount, balanced, currency, negate, withScale, type Currency, type Posting } from '@max/kernel';
import { receivableAccount, suspenseAccount, type BookedTotal, type SplitShare } from '@max/royalties/contracts';

import { count, DEFAULT_LIMITS, one, rows, text, withEngine } from '../duckdb';
import { exactSum, limbSums } from '../exact-sum';
import { routeLines } from './route-lines';
import type { Booking, BookInput } from './types';
import { writeBreakdown, type Breakdown } from './write-breakdown';
import { writeEarnings } from './write-earnings';

/**
 * Divides the accepted lines of a statement among payees, in bounded memory. Deterministic: the same lines, catalogue
 * and sheets give the same bytes of breakdown and the same root. Credited + held = the total of the lines, exactly;
 * postings are balanced per currency.
 */
export const book = async (input: BookInput): Promise<Booking> => {
  await mkdir(input.workDir, { recursive: true });
  const groupedLinesPath = join(input.workDir, 'grouped-lines.parquet');
  const breakdownPath = join(input.workDir, 'breakdown.ndjson');
  const earningsPath = join(input.workDir, 'earnings.parquet');
  const splitSheets = [...input.splitSheets];
  const sheets = new Map<string, readonly SplitShare[]>(splitSheets.map(({ sheetId, shares }) => [sheetId, shares]));
  return withEngine(input.workDir, input.limits ?? DEFAULT_LIMITS, async (db, connect) => {
    await routeLines(db, { ...input, splitSheets }, groupedLinesPath);
    const totals = await totalsOf(db);
    const scales = new Map(totals.map((total) => [total.currency, total.scale]));
    const suspense = suspenseAccount(input.statementId);
    const linesDb = await connect();
    const breakdown = await writeBreakdown(db, linesDb, breakdownPath, { sheets, scales, suspense });
    linesDb.closeSync();
    await writeEarnings(db, earningsPath, sheets);
    const unmatched = await one(db, `SELECT count(*) AS lines FROM grouped WHERE held = 'unmatched'`);
    return {
      breakdownPath,
      groupedLinesPath,
      earningsPath,
      groupsRoot: breakdown.groupsRoot,
      groupCount: breakdown.groupCount,
      unmatchedLines: count(unmatched, 'lines'),
      booked: totals.map((total) => bookedTotal(total, breakdown)),
      postings: [...balanced(postingsOf(input.source, totals, breakdown))],
    };
  });
};

interface Total {
  readonly currency: Currency;
  readonly scale: number;
  readonly amount: Posting['amount'];
}

async function totalsOf(db: DuckDBConnection): Promise<Total[]> {
  const sums = await rows(db, `SELECT currency, ${limbSums()} FROM lines GROUP BY currency ORDER BY currency`);
  return sums.map((row) => {
    const scale = count(row, 'scale');
    return { currency: currency(text(row, 'currency')), scale, amount: exactSum(row, scale) };
  });
}

function bookedTotal({ currency: code, scale }: Total, { credited, held }: Breakdown): BookedTotal {
  const zero = withScale(amount('0'), scale);
  return { currency: code, credited: credited.total(code, zero), held: held.total(code, zero) };
}

/** The source's debits first, then the credits by account. */
function postingsOf(source: string, totals: readonly Total[], { credited, held }: Breakdown): Posting[] {
  const account = receivableAccount(source);
  const debits = totals.map((total) => ({ account, currency: total.currency, amount: negate(total.amount) }));
  return [...debits.filter(({ amount: value }) => /[1-9]/.test(value)), ...credited.postings(), ...held.postings()];
}
