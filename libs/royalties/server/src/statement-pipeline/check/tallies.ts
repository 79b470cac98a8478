import type { DuckDBConnection } from '@duckdb/node-api';

import { currency } from '@max/kernel';
import type { CurrencyTotal, ParseWarning } from '@max/royalties/contracts';

import type { DecodedText } from '../decode/decode';
import { count, one, rows, text, textOrNull } from '../duckdb';
import { exactSum, limbSums } from '../exact-sum';
import type { RecognisedFile } from '../recognise';

export interface LineCounts {
  readonly total: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Accepted lines that stand more than once, the first of each not counted. They may well be right. */
  readonly duplicateLooking: number;
}

export const countLines = async (db: DuckDBConnection): Promise<LineCounts> => {
  const row = await one(
    db,
    `SELECT count(*) AS total, count(*) FILTER (code IS NULL) AS accepted,
       count(*) FILTER (code IS NULL) - count(DISTINCT raw_hash) FILTER (code IS NULL) AS duplicates FROM checked`,
  );
  const [total, accepted] = [count(row, 'total'), count(row, 'accepted')];
  return { total, accepted, rejected: total - accepted, duplicateLooking: count(row, 'duplicates') };
};

/** Exact, per currency in alphabetical order, written with the most decimals that a line has. */
export const totalsOf = async (db: DuckDBConnection): Promise<CurrencyTotal[]> => {
  const sums = await rows(
    db,
    `SELECT currency, ${limbSums()} FROM checked WHERE code IS NULL GROUP BY currency ORDER BY currency`,
  );
  return sums.map((row) => ({
    currency: currency(text(row, 'currency')),
    amount: exactSum(row, count(row, 'scale')),
  }));
};

/** First day of the first month of sale to the last day of the last. */
export const periodOf = async (db: DuckDBConnection): Promise<{ from: string; to: string } | null> => {
  const row = await one(
    db,
    `SELECT min(sale_month) AS "from", last_day(max(sale_month)::DATE)::VARCHAR AS "to" FROM checked WHERE code IS NULL`,
  );
  const [from, to] = [textOrNull(row, 'from'), textOrNull(row, 'to')];
  return from !== null && to !== null ? { from, to } : null;
};

/** What was read but not believed; the lines stand. */
export const warningsOf = async (
  db: DuckDBConnection,
  file: DecodedText,
  found: RecognisedFile,
): Promise<ParseWarning[]> => {
  const row = await one(
    db,
    `SELECT count(*) FILTER (upc_ignored) AS upcs, coalesce(min(line) FILTER (upc_ignored), 0) AS upc_line,
       count(*) FILTER (isrc IS NULL AND upc IS NULL) AS unnamed,
       coalesce(min(line) FILTER (isrc IS NULL AND upc IS NULL), 0) AS unnamed_line
     FROM checked WHERE code IS NULL`,
  );
  const warnings: ParseWarning[] = [
    {
      code: 'upc-ignored',
      text: 'a UPC with a wrong check digit was not used; its lines are matched by ISRC alone',
      count: count(row, 'upcs'),
      firstLine: count(row, 'upc_line'),
    },
    {
      code: 'no-identifier',
      text: 'lines with neither ISRC nor UPC are kept, and held as unmatched',
      count: count(row, 'unnamed'),
      firstLine: count(row, 'unnamed_line'),
    },
    {
      code: 'not-utf-8',
      text: 'lines that are not UTF-8 were read as ISO-8859-1',
      count: file.fallbackLines,
      firstLine: 1,
    },
  ];
  if (found.kind === 'dsr' && found.head.numberOfFiles > 1) {
    const { fileNumber, numberOfFiles, messageId } = found.head;
    const text = `file ${fileNumber} of ${numberOfFiles} of report ${messageId}: report-wide totals are not checked`;
    warnings.push({ code: 'one-of-several-files', text, count: 1, firstLine: 1 });
  }
  return warnings.filter((warning) => warning.count > 0);
};
