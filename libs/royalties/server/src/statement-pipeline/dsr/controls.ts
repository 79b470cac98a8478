import type { DuckDBConnection } from '@duckdb/node-api';
import Big from 'big.js';

import type { ControlTotal, CurrencyTotal } from '@max/royalties/contracts';

import { lit, one, text } from '../duckdb';
import type { DsrCounts } from './flatten';
import type { DsrHead } from './head';

const control = (name: string, stated: string, counted: string | number): ControlTotal => ({
  name,
  stated,
  counted: String(counted),
  holds: /^-?\d+(\.\d+)?$/.test(stated) && Big(stated).eq(counted),
});

/** The footer's counts beside ours. What the footer leaves blank, or says of other files of the report, is not judged. */
export const footerControls = (counts: DsrCounts, head: DsrHead, linesInFile: number): ControlTotal[] => {
  const alone = head.numberOfFiles === 1;
  const counted: [cell: string, counted: number, judged: boolean][] = [
    ['NumberOfLinesInFile', linesInFile, true],
    ['NumberOfLinesInReport', linesInFile, alone],
    ['NumberOfSummaryRecords', counts.summaryRecords, true],
    ['NumberOfBlocksInFile', counts.blocks, true],
    ['NumberOfBlocksInReport', counts.blocks, alone],
  ];
  return counted
    .filter(([cell, , judged]) => judged && counts.foot.cell(cell) !== '')
    .map(([cell, count]) => control(cell, counts.foot.cell(cell), count));
};

/**
 * Basic Audio: the usages of each summary beside those of its lines, and the revenue beside the accepted lines.
 * A report in several files is judged by neither: a file holds a part of both.
 */
export const summaryControls = async (
  db: DuckDBConnection,
  counts: DsrCounts,
  head: DsrHead,
  totals: readonly CurrencyTotal[],
): Promise<ControlTotal[]> => {
  if (head.profile !== 'basic-audio' || head.numberOfFiles > 1) return [];
  const controls: ControlTotal[] = [];
  const revenue = new Map<string, Big>();
  for (const [id, summary] of counts.summaries) {
    const currency = summary.currency.toUpperCase();
    if (summary.revenue) revenue.set(currency, (revenue.get(currency) ?? Big(0)).plus(summary.revenue));
    const stated = summary.statedUsages;
    if (stated.length === 0) continue;
    const usages = text(
      await one(db, `SELECT coalesce(sum(q), 0)::VARCHAR AS usages FROM sold WHERE summary = ${lit(id)}`),
      'usages',
    );
    const meant = stated.find((value) => value.eq(usages)) ?? stated[0] ?? Big(0);
    controls.push(control(`Usages of summary ${id}`, meant.toFixed(), Big(usages).toFixed()));
  }
  for (const [currency, stated] of revenue) {
    const counted = totals.find((total) => total.currency === currency)?.amount ?? '0';
    controls.push(control(`Revenue in ${currency}`, stated.toFixed(), Big(counted).toFixed()));
  }
  return controls;
};
