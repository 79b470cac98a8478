import type {
  Amount,
  Count,
  Currency,
  Day,
  DomainEvent,
  Gtin,
  HexDigest,
  Isrc,
  PayeeId,
  Posting,
  Sha256,
  StatementId,
  Uuid,
} from '@max/kernel';

export type StatementFormat = 'ddex-dsr-basic-audio' | 'ddex-dsr-ugc' | 'distrokid' | 'tunecore';

/** One control total that the report states about itself, beside what was counted. */
export interface ControlTotal {
  readonly name: string;
  readonly stated: string;
  readonly counted: string;
  readonly holds: boolean;
}

export interface ParseWarning {
  readonly code: string;
  readonly text: string;
  readonly count: Count;
  readonly firstLine: Count;
}

export interface CurrencyTotal {
  readonly currency: Currency;
  readonly amount: Amount;
}

/** `credited` to payees + `held` in suspense = the total of the accepted lines, exactly. */
export interface BookedTotal {
  readonly currency: Currency;
  readonly credited: Amount;
  readonly held: Amount;
}

export interface SplitShare {
  readonly payeeId: PayeeId;
  /** A decimal number of per cent, up to six decimals; the shares of a sheet sum to 100. */
  readonly percent: Amount;
}

/** What a split sheet divides: one recording, or every recording of a release that has no sheet of its own. */
export type SplitTarget = { readonly isrc: Isrc } | { readonly upc: Gtin };

/**
 * Streams: `statement-<statementId>` (the id is derived from the file's hash, so that the same file can't come twice)
 * and `splitSheet-<isrc or upc>`.
 */
export type RoyaltiesEvent =
  | DomainEvent<
      'royalties.statement-received.v1',
      {
        statementId: StatementId;
        fileSha256: Sha256;
        fileName: string;
        bytes: Count;
        requestedFormat: StatementFormat | null;
        corrects: StatementId | null;
      }
    >
  | DomainEvent<
      'royalties.statement-parsed.v1',
      {
        statementId: StatementId;
        format: StatementFormat;
        formatVersion: string;
        source: string;
        /** Parquet of the accepted lines, by hash. */
        linesFile: Sha256;
        /** CSV of the rejected lines, by hash; null when there are none. */
        rejectsFile: Sha256 | null;
        /** `unmatched`: accepted lines that the catalogue of that moment did not know; booking counts them anew. */
        lines: { total: Count; accepted: Count; rejected: Count; duplicateLooking: Count; unmatched?: Count };
        totals: CurrencyTotal[];
        period: { from: Day; to: Day } | null;
        controls: ControlTotal[];
        /** What was read but not believed, such as a UPC with a wrong check digit; the lines stand. */
        warnings?: ParseWarning[];
        parserVersion: string;
      }
    >
  /** Parsed, but a control total does not hold: a person must look before it can be booked. */
  | DomainEvent<'royalties.statement-needs-attention.v1', { statementId: StatementId; problems: string[] }>
  | DomainEvent<'royalties.statement-accepted.v1', { statementId: StatementId; reason: string }>
  | DomainEvent<
      'royalties.statement-failed.v1',
      { statementId: StatementId; step: 'reading' | 'booking'; reason: string }
    >
  | DomainEvent<
      'royalties.statement-rejected.v1',
      { statementId: StatementId; code: string; reason: string; line: Count | null }
    >
  | DomainEvent<'royalties.statement-booking-requested.v1', { statementId: StatementId }>
  | DomainEvent<
      'royalties.statement-booked.v1',
      {
        statementId: StatementId;
        /** NDJSON of the breakdown groups (see `BreakdownGroup`), by hash. */
        breakdownFile: Sha256;
        /**
         * Parquet of `GroupedSalesLine`, ordered by group key and line: the very lines under each group's `linesHash`.
         */
        groupedLinesFile?: Sha256;
        /** Parquet of `EarningsCell`: what each payee earned by month, service, territory and recording. */
        earningsFile?: Sha256;
        /** RFC 6962 root over the canonical JSON of the breakdown groups, in file order, hex. */
        groupsRoot: HexDigest;
        groupCount: Count;
        unmatchedLines: Count;
        booked: BookedTotal[];
        /** Balanced per currency; a correction holds the reversal of the statement it corrects as well. */
        postings: Posting[];
        corrects: StatementId | null;
      }
    >
  | DomainEvent<'royalties.statement-superseded.v1', { statementId: StatementId; by: StatementId }>
  | DomainEvent<
      'royalties.split-sheet-agreed.v1',
      { sheetId: Uuid; target: SplitTarget; effectiveFrom: Day; shares: SplitShare[] }
    >;

export const statementStream = (id: StatementId): string => `statement-${id}`;
export const splitSheetStream = (target: SplitTarget): string =>
  `splitSheet-${'isrc' in target ? target.isrc : target.upc}`;

export const payeeAccount = (id: PayeeId): string => `payee:${id}`;
export const suspenseAccount = (id: StatementId): string => `suspense:${id}`;
export const receivableAccount = (source: string): string => `receivable:${source}`;
