import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { DuckDBInstance, type DuckDBConnection, type Json } from '@duckdb/node-api';

/** What the engine may use; beyond the memory it spills into the work directory. */
export interface EngineLimits {
  readonly memory: string;
  readonly threads: number;
}

export const DEFAULT_LIMITS: EngineLimits = { memory: '768MB', threads: 2 };

/** A text as an SQL literal. */
export const lit = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export const listOf = (texts: Iterable<string>): string => `(${[...texts].map(lit).join(', ')})`;

export type Row = Readonly<Record<string, Json>>;

/** All rows as JSON values: BIGINT, HUGEINT and DECIMAL come as text, so that no digit is lost. */
export const rows = async (db: DuckDBConnection, sql: string): Promise<Row[]> =>
  (await db.runAndReadAll(sql)).getRowObjectsJson();

export const one = async (db: DuckDBConnection, sql: string): Promise<Row> => {
  const [row] = await rows(db, sql);
  if (!row) throw new Error('the query answered no row');
  return row;
};

/** A column that the query must answer as text. */
export const text = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not text: ${JSON.stringify(value)}`);
  return value;
};

export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column);

/** A count: exact up to 2^53. */
export const count = (row: Row, column: string): number => {
  const value = Number(row[column]);
  if (!Number.isSafeInteger(value)) throw new TypeError(`column ${column} is no count: ${JSON.stringify(row[column])}`);
  return value;
};

/**
 * Runs `work` on a fresh database in memory, which spills into the work directory beyond its limit (a file would be
 * compressed while it is written, at thrice the cost).
 * `connect` opens one more connection, for a second stream of rows at a time.
 */
export const withEngine = async <Result>(
  workDir: string,
  limits: EngineLimits,
  work: (db: DuckDBConnection, connect: () => Promise<DuckDBConnection>) => Promise<Result>,
): Promise<Result> => {
  const folder = join(workDir, 'engine');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: limits.memory,
    threads: String(limits.threads),
    temp_directory: join(folder, 'spill'),
    preserve_insertion_order: 'true',
    // nothing in a statement may make the engine load code or reach the network
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const db = await instance.connect();
    try {
      return await work(db, () => instance.connect());
    } finally {
      db.closeSync();
    }
  } finally {
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
};
