import type { Gtin, Isrc } from '@max/kernel';

/** One track as catalog's read model keeps it, under its ISRC as id. */
export interface TrackDocument {
  readonly isrc: Isrc;
  readonly title: string;
  readonly version: string | null;
  readonly artistId: string;
  readonly artistName: string;
  readonly upc: Gtin | null;
  readonly durationSeconds: number | null;
  /** Title, version and artist as they are searched: lower case, without accents. */
  readonly search: string;
}

/** Name and version of the read model, for other contexts that read the catalogue (never write it) through `Views`. */
export const TRACKS_VIEW = { name: 'catalog-tracks', version: 1 } as const;
