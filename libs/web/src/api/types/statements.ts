import type { BookedTotal, ControlTotal, CurrencyTotal, SalesLine, StatementFormat } from '@max/royalties/contracts';

export type StatementStatus = 'received' | 'parsing' | 'needs-attention' | 'parsed' | 'booked' | 'rejected';

export interface StatementDto {
  readonly id: string;
  readonly status: StatementStatus;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly receivedAt: string;
  readonly format: StatementFormat | null;
  readonly source: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly lines: {
    readonly total: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly unmatched: number;
    readonly duplicateLooking?: number;
  };
  readonly totals: readonly CurrencyTotal[];
  readonly controls?: readonly ControlTotal[];
  readonly booked: readonly BookedTotal[];
  readonly problems?: readonly string[];
  readonly reason?: string | null;
  readonly corrects?: string | null;
  readonly supersededBy?: string | null;
}

export interface RejectDto {
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly text?: string | null;
}

export type SalesLineDto = SalesLine;

export interface UploadedDto {
  readonly id: string;
  readonly sha256: string;
  readonly position?: string;
}

export const FORMAT_LABELS: Readonly<Record<StatementFormat, string>> = {
  'ddex-dsr-basic-audio': 'DDEX Basic Audio',
  'ddex-dsr-ugc': 'DDEX UGC',
  distrokid: 'DistroKid',
  tunecore: 'TuneCore',
};

export const formatLabel = (format: StatementFormat | null): string =>
  format === null ? 'Not recognised' : (FORMAT_LABELS[format] ?? format);
