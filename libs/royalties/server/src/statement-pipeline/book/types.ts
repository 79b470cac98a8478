import type { Gtin, Isrc, Posting, StatementId } from '@max/kernel';
import type { BookedTotal, SplitShare, SplitTarget } from '@max/royalties/contracts';

import type { EngineLimits } from '../duckdb';

/** What is in the catalogue: recordings with the release they are on, and releases. */
export interface Catalogue {
  readonly tracks: Iterable<{ readonly isrc: Isrc; readonly upc: Gtin | null }>;
  readonly releases: Iterable<Gtin>;
}

export interface Sheet {
  readonly sheetId: string;
  readonly target: SplitTarget;
  /** YYYY-MM-DD */
  readonly effectiveFrom: string;
  readonly shares: readonly SplitShare[];
}

export interface BookInput {
  readonly statementId: StatementId;
  /** Who owes the money; its receivable account is debited. */
  readonly source: string;
  /** Parquet of the accepted lines, as `parse` writes it. */
  readonly linesFile: string;
  readonly catalogue: Catalogue;
  /** Every sheet ever agreed; the one in effect on a line's month of sale divides it. */
  readonly splitSheets: Iterable<Sheet>;
  /** The caller's to remove; the results stand in it. */
  readonly workDir: string;
  readonly limits?: EngineLimits;
}

export interface Booking {
  /** NDJSON of `BreakdownGroup` in canonical JSON, ordered by key. */
  readonly breakdownPath: string;
  /** Parquet of `GroupedSalesLine`, ordered by group key and line. */
  readonly groupedLinesPath: string;
  /** Parquet of `EarningsCell`. */
  readonly earningsPath: string;
  /** RFC 6962 root over the lines of the breakdown file (without LF), hex. */
  readonly groupsRoot: string;
  readonly groupCount: number;
  /** Lines that no recording or release of the catalogue claims. */
  readonly unmatchedLines: number;
  readonly booked: BookedTotal[];
  /** Balanced: what the payees are credited, what is held, and what the source owes. */
  readonly postings: Posting[];
}
