import { join } from 'node:path';

import type { DuckDBConnection } from '@duckdb/node-api';

import type { SalesCell } from './tabular/layouts';
import { headingOf } from './tabular/tabular-rows';
import { lit } from './duckdb';
import type { RecognisedFile } from './recognise';

/** The columns of `SalesLine`, as every Parquet of lines has them. */
export const SALES_LINE_COLUMNS =
  'line, isrc, upc, title, artist, service, territory, saleMonth, quantity, amount, currency';

const PARQUET = '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 100000)';

/** Accepted lines in file order: `SalesLine`, the limbs of the amount for exact sums, and whether the line stands twice. */
export const writeLines = async (db: DuckDBConnection, workDir: string): Promise<string> => {
  const path = join(workDir, 'lines.parquet');
  await db.run(
    `CREATE TABLE twice AS SELECT raw_hash AS h FROM checked WHERE code IS NULL GROUP BY h HAVING count(*) > 1`,
  );
  await db.run(`COPY (
    SELECT line, isrc, upc, title, artist, service, territory, sale_month AS "saleMonth", quantity, amount, currency,
      i2, i1, i0, f0, f1, f2, raw_hash IN (SELECT h FROM twice) AS "looksDuplicate"
    FROM checked WHERE code IS NULL ORDER BY line) TO ${lit(path)} ${PARQUET}`);
  return path;
};

/**
 * The rejected lines as CSV: line, column, code, reason, raw. A raw line that a spreadsheet would take for a formula
 * is preceded by an apostrophe (OWASP, CSV injection).
 */
export const writeRejects = async (db: DuckDBConnection, workDir: string, found: RecognisedFile): Promise<string> => {
  const path = join(workDir, 'rejects.csv');
  await db.run(`COPY (
    SELECT line, ${columnName(found)} AS "column", code, ${safe('reason')} AS reason, ${safe('raw')} AS raw
    FROM checked WHERE code IS NOT NULL ORDER BY line) TO ${lit(path)} (FORMAT csv, HEADER, FORCE_QUOTE *)`);
  return path;
};

const safe = (text: string): string =>
  `CASE WHEN regexp_matches(${text}, '^[=+@\\t\\r-]') THEN '''' || ${text} ELSE ${text} END`;

const CELLS: readonly SalesCell[] = [
  ...(['isrc', 'upc', 'title', 'artist', 'service'] as const),
  ...(['territory', 'saleMonth', 'quantity', 'amount', 'currency'] as const),
];

function columnName(found: RecognisedFile): string {
  if (found.kind === 'dsr') return `coalesce(cell, '')`;
  const names = CELLS.map((cell) => `WHEN ${lit(cell)} THEN ${lit(headingOf(found, cell))}`);
  return `CASE cell ${names.join(' ')} ELSE '' END`;
}
