import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

import type { DuckDBConnection } from '@duckdb/node-api';

import { amount, multiply, type Amount } from '@max/kernel';
import type { SplitShare } from '@max/royalties/contracts';

import { count, lit, text, type Row } from '../duckdb';
import { exactSum, limbSums } from '../exact-sum';

const CELLS = ['saleMonth', 'service', 'territory', 'isrc', 'upc', 'title', 'currency'] as const;
const PERCENT = amount('0.01');

/** Writes what each payee earned in each cell (see `EarningsCell`) as Parquet, ordered by payee. */
export const writeEarnings = async (
  db: DuckDBConnection,
  path: string,
  sheets: ReadonlyMap<string, readonly SplitShare[]>,
): Promise<void> => {
  const ndjson = `${path}.ndjson`;
  const out = createWriteStream(ndjson);
  const cells = await db.stream(`
    SELECT "groupKey", min(sheet) AS sheet, "saleMonth", service, territory, isrc, upc, min(title) AS title, currency,
      sum(quantity::DECIMAL(38, 8))::VARCHAR AS quantity, ${limbSums()}
    FROM grouped WHERE sheet IS NOT NULL
    GROUP BY "groupKey", "saleMonth", service, territory, isrc, upc, currency`);
  for await (const rows of cells.yieldRowObjectJson()) {
    const lines = rows.flatMap((row) => (sheets.get(text(row, 'sheet')) ?? []).map((share) => cellOf(row, share)));
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  const types = ['payeeId', ...CELLS, 'quantity', 'amount'].map((name) => `${lit(name)}: 'VARCHAR'`).join(', ');
  await db.run(`
    COPY (SELECT * FROM read_json(${lit(ndjson)}, format = 'newline_delimited', columns = {${types}})
      ORDER BY "payeeId", "saleMonth", service, territory, isrc, upc, currency)
    TO ${lit(path)} (FORMAT parquet, COMPRESSION zstd)`);
  await rm(ndjson);
};

function cellOf(row: Row, { payeeId, percent }: SplitShare): string {
  const whole: Amount = exactSum(row, count(row, 'scale'));
  const quantity = text(row, 'quantity').replace(/\.?0+$/, '');
  const value = {
    payeeId,
    ...Object.fromEntries(CELLS.map((cell) => [cell, row[cell]])),
    quantity: quantity === '' ? '0' : quantity,
    amount: multiply(multiply(whole, percent), PERCENT),
  };
  return `${JSON.stringify(value)}\n`;
}
