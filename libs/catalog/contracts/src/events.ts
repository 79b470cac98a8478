import type { DomainEvent, Gtin, Isrc, Sha256 } from '@max/kernel';

/** Streams: `artist-<artistId>`, `release-<gtin>`, `track-<isrc>`, `catalogImport-<id>`. */
export type CatalogEvent =
  | DomainEvent<'catalog.import-received.v1', { importId: string; fileSha256: Sha256; fileName: string; bytes: number }>
  | DomainEvent<'catalog.import-started.v1', { importId: string }>
  | DomainEvent<
      'catalog.import-finished.v1',
      { importId: string; lines: { total: number; accepted: number; rejected: number }; rejectsFile: Sha256 | null }
    >
  | DomainEvent<'catalog.import-rejected.v1', { importId: string; reason: string }>
  | DomainEvent<'catalog.artist-registered.v1', { artistId: string; name: string }>
  | DomainEvent<
      'catalog.release-registered.v1',
      {
        upc: Gtin;
        title: string;
        artistId: string;
        artistName: string;
        label: string | null;
        releaseDate: string | null;
      }
    >
  | DomainEvent<
      'catalog.release-corrected.v1',
      { upc: Gtin; title: string; label: string | null; releaseDate: string | null }
    >
  | DomainEvent<
      'catalog.track-registered.v1',
      {
        isrc: Isrc;
        title: string;
        version: string | null;
        artistId: string;
        artistName: string;
        upc: Gtin | null;
        durationSeconds: number | null;
      }
    >
  /** Says everything about the track anew, also what stays as it was. */
  | DomainEvent<
      'catalog.track-corrected.v1',
      {
        isrc: Isrc;
        title: string;
        version: string | null;
        artistId: string;
        artistName: string;
        upc: Gtin | null;
        durationSeconds: number | null;
      }
    >;

export const trackStream = (isrc: Isrc): string => `track-${isrc}`;
export const releaseStream = (upc: Gtin): string => `release-${upc}`;
export const artistStream = (artistId: string): string => `artist-${artistId}`;
export const catalogImportStream = (importId: string): string => `catalogImport-${importId}`;
