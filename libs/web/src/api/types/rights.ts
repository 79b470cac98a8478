export interface TrackDto {
  readonly isrc: string;
  readonly title: string;
  readonly version: string | null;
  readonly artistName: string;
  readonly upc: string | null;
}

export interface CatalogImportDto {
  readonly id: string;
  readonly status: 'received' | 'running' | 'finished' | 'rejected';
  readonly fileName: string;
  readonly lines: { readonly total: number; readonly accepted: number; readonly rejected: number };
  readonly reason: string | null;
}

export interface SplitSheetDto {
  readonly id: string;
  readonly target: { readonly isrc?: string; readonly upc?: string };
  readonly effectiveFrom: string;
  readonly shares: readonly { readonly payeeId: string; readonly percent: string }[];
}

export interface EarningDto {
  /** Month, service, territory or ISRC; null when the report does not know. */
  readonly key: string | null;
  readonly label: string;
  readonly currency: string;
  readonly amount: string;
  readonly quantity: string;
}

export interface EarningsDto {
  readonly by: string;
  readonly items: readonly EarningDto[];
}
