import { count, DEFAULT_LIMITS, lit, one, withEngine, type EngineLimits } from '../duckdb';

import { loadCatalogue } from './load-terms';
import type { Catalogue } from './types';

/** How many accepted lines name neither a recording nor a release of the catalogue: booking would hold them. */
export const countUnmatched = (
  linesFile: string,
  catalogue: Catalogue,
  workDir: string,
  limits: EngineLimits = DEFAULT_LIMITS,
): Promise<number> =>
  withEngine(workDir, limits, async (db) => {
    await loadCatalogue(db, catalogue);
    const unmatched = await one(
      db,
      `SELECT count(*) AS lines FROM read_parquet(${lit(linesFile)}) AS lines
       LEFT JOIN tracks ON tracks.isrc = lines.isrc LEFT JOIN releases ON releases.upc = lines.upc
       WHERE tracks.isrc IS NULL AND releases.upc IS NULL`,
    );
    return count(unmatched, 'lines');
  });
