import type { DuckDBConnection } from '@duckdb/node-api';

import type { BookInput, Catalogue } from './types';

/** Tables `tracks` and `releases`: what lines are matched with. */
export const loadCatalogue = async (db: DuckDBConnection, { tracks, releases }: Catalogue): Promise<void> => {
  await db.run('CREATE TABLE tracks (isrc VARCHAR PRIMARY KEY, upc VARCHAR)');
  await db.run('CREATE TABLE releases (upc VARCHAR PRIMARY KEY)');
  const track = (value: { isrc: string; upc: string | null }) => [value.isrc, value.upc];
  await fill(db, 'tracks', tracks, track);
  await fill(db, 'releases', releases, (upc: string) => [upc]);
};

/** Table `sheets`: what divides them, each from a day on. */
export const loadSheets = async (db: DuckDBConnection, splitSheets: BookInput['splitSheets']): Promise<void> => {
  await db.run('CREATE TABLE sheets (sheet VARCHAR PRIMARY KEY, isrc VARCHAR, upc VARCHAR, day VARCHAR)');
  await fill(db, 'sheets', splitSheets, ({ sheetId, target, effectiveFrom }) => [
    sheetId,
    'isrc' in target ? target.isrc : null,
    'upc' in target ? target.upc : null,
    effectiveFrom,
  ]);
};

async function fill<Value>(
  db: DuckDBConnection,
  table: string,
  values: Iterable<Value>,
  cells: (value: Value) => readonly (string | null)[],
): Promise<void> {
  const appender = await db.createAppender(table);
  for (const value of values) {
    for (const cell of cells(value)) {
      if (cell === null) appender.appendNull();
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
}
