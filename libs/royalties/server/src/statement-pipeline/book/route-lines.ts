import type { DuckDBConnection } from '@duckdb/node-api';

import { lit } from '../duckdb';
import { limbSums } from '../exact-sum';
import { loadCatalogue, loadSheets } from './load-terms';
import type { BookInput } from './types';

/**
 * Decides for every line who divides it, and groups the lines. A line belongs to a recording of the catalogue by ISRC,
 * else to a release by UPC. The recording's own sheet divides it, else its release's: the latest that was in effect
 * on the first day of the month of sale. Without a sheet, or outside the catalogue, it is held.
 */
export const routeLines = async (db: DuckDBConnection, input: BookInput, groupedPath: string): Promise<void> => {
  await loadCatalogue(db, input.catalogue);
  await loadSheets(db, input.splitSheets);
  await db.run(`CREATE VIEW lines AS SELECT * FROM read_parquet(${lit(input.linesFile)})`);
  await db.run(ROUTES);
  await db.run(`
    COPY (
      SELECT lines.* EXCLUDE ("looksDuplicate"), routes.sheet, routes.held,
        coalesce(lines.isrc, '-') || '|' || coalesce(routes.sheet, routes.held) || '|' || lines.currency AS "groupKey"
      FROM lines JOIN routes ON lines.isrc IS NOT DISTINCT FROM routes.isrc
        AND lines.upc IS NOT DISTINCT FROM routes.upc AND lines."saleMonth" = routes.month
      ORDER BY "groupKey", line
    ) TO ${lit(groupedPath)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 50000)`);
  await db.run(`CREATE VIEW grouped AS SELECT * FROM read_parquet(${lit(groupedPath)})`);
  await db.run(`
    CREATE TABLE groups AS SELECT "groupKey" AS key, min(isrc) AS isrc, min(sheet) AS sheet, min(held) AS held,
      min(currency) AS currency, count(*)::INTEGER AS "lineCount", ${limbSums()}
    FROM grouped GROUP BY "groupKey"`);
};

const ROUTES = `
  CREATE TABLE routes AS
  WITH subjects AS (SELECT DISTINCT isrc, upc, "saleMonth" AS month FROM lines),
  matched AS (
    SELECT subjects.*, tracks.isrc AS track, coalesce(tracks.upc, releases.upc) AS release
    FROM subjects
    LEFT JOIN tracks ON tracks.isrc = subjects.isrc
    LEFT JOIN releases ON releases.upc = subjects.upc),
  own AS (
    SELECT matched.*, sheets.sheet AS own_sheet FROM matched
    ASOF LEFT JOIN sheets ON sheets.isrc = matched.track AND matched.month >= sheets.day),
  both_sheets AS (
    SELECT own.*, sheets.sheet AS release_sheet FROM own
    ASOF LEFT JOIN sheets ON sheets.upc = own.release AND own.month >= sheets.day)
  SELECT isrc, upc, month, coalesce(own_sheet, release_sheet) AS sheet,
    CASE WHEN coalesce(own_sheet, release_sheet) IS NOT NULL THEN NULL
      WHEN track IS NULL AND release IS NULL THEN 'unmatched' ELSE 'no-split-sheet' END AS held
  FROM both_sheets`;
