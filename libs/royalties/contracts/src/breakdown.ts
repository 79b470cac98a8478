import type { Amount, Currency, Isrc, PayeeId } from '@max/kernel';

/** An accepted line of a statement, as it stands in the lines file and in evidence packs. `amount` has full precision. */
export interface SalesLine {
  /** Number of the line in the file as received, from 1, headings and comments counted. */
  readonly line: number;
  readonly isrc: string | null;
  readonly upc: string | null;
  readonly title: string | null;
  readonly artist: string | null;
  readonly service: string;
  /** ISO 3166-1 alpha-2, or null when the report does not know. */
  readonly territory: string | null;
  /** First day of the month of sale, YYYY-MM-DD. */
  readonly saleMonth: string;
  readonly quantity: string;
  readonly amount: Amount;
  readonly currency: Currency;
}

export type HeldReason = 'unmatched' | 'no-split-sheet';

/**
 * The lines of one recording in one currency that one split sheet divides, and how. The breakdown file is NDJSON of
 * these in canonical JSON (RFC 8785), ordered by key; a group is a leaf of the tree under `groupsRoot`.
 */
export interface BreakdownGroup {
  /** `<isrc or '-'>|<sheetId or held reason>|<currency>`; unique within a statement. */
  readonly key: string;
  readonly isrc: Isrc | null;
  readonly sheetId: string | null;
  readonly held: HeldReason | null;
  readonly currency: Currency;
  readonly lineCount: number;
  /** Exact sum of the lines' amounts. */
  readonly amount: Amount;
  /** SHA-256 over the canonical JSON of the group's lines (`SalesLine`), one per row, by line number, each ended by LF. */
  readonly linesHash: string;
  /** What each payee gets of `amount` (largest remainder); empty when held. They add up to `amount`. */
  readonly shares: readonly { readonly payeeId: PayeeId; readonly percent: Amount; readonly amount: Amount }[];
}

/** A sales line with the key of the breakdown group that it was booked in. */
export interface GroupedSalesLine extends SalesLine {
  readonly groupKey: string;
}

/**
 * One payee's earnings of a statement in one cell. `amount` is the exact product of the cell's lines and the payee's
 * per cent, not rounded: the cells explain a credit and differ from it by less than one smallest unit per group.
 */
export interface EarningsCell {
  readonly payeeId: PayeeId;
  readonly saleMonth: string;
  readonly service: string;
  readonly territory: string | null;
  readonly isrc: string | null;
  readonly upc: string | null;
  readonly title: string | null;
  readonly currency: Currency;
  readonly quantity: string;
  readonly amount: Amount;
}
