import type { BookedTotal, ControlTotal, CurrencyTotal, SalesLine, StatementFormat } from '@max/royalties/contracts';

export type StatementStatus = 'received' | 'parsing' | 'needs-attention' | 'parsed' | 'booked' | 'rejected';

/** Something that looks odd in the lines and yet did not stop them. */
export interface StatementWarningDto {
  readonly code: string;
  readonly text: string;
  readonly count: number;
  readonly firstLine: number;
}

export interface StatementDto {
  readonly id: string;
  readonly status: StatementStatus;
  /** A booking was asked for and is not there yet. */
  readonly booking: boolean;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly receivedAt: string;
  readonly receivedBy: string;
  readonly format: StatementFormat | null;
  readonly formatVersion: string | null;
  readonly source: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly lines: {
    readonly total: number;
    readonly accepted: number;
    readonly rejected: number;
    /** Known once booked; zero before. */
    readonly unmatched: number;
    readonly duplicateLooking: number;
  };
  readonly totals: readonly CurrencyTotal[];
  readonly booked: readonly BookedTotal[];
  readonly controls: readonly ControlTotal[];
  readonly warnings: readonly StatementWarningDto[];
  /** Why a person must look, and what the person said who accepted it nevertheless. */
  readonly problems: readonly string[];
  readonly acceptedBecause: string | null;
  readonly rejection: { readonly code: string; readonly reason: string; readonly line: number | null } | null;
  readonly corrects: string | null;
  readonly supersededBy: string | null;
}

export interface RejectDto {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly reason: string;
  readonly raw: string;
}

export type SalesLineDto = SalesLine;

export interface UploadedDto {
  readonly id: string;
  readonly sha256: string;
}

export const FORMAT_LABELS: Readonly<Record<StatementFormat, string>> = {
  'ddex-dsr-basic-audio': 'DSR Basic Audio',
  'ddex-dsr-ugc': 'DSR UGC',
  distrokid: 'DistroKid',
  tunecore: 'TuneCore',
};

export const formatLabel = (format: StatementFormat | null): string =>
  format === null ? 'Not recognised' : (FORMAT_LABELS[format] ?? format);
