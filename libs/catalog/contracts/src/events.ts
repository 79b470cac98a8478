import type { Count, Day, DomainEvent, Gtin, Isrc, Sha256, Uuid } from '@max/kernel';

/** Streams: `artist-<artistId>`, `release-<gtin>`, `track-<isrc>`, `catalogImport-<id>`. */
export type CatalogEvent =
  | DomainEvent<'catalog.import-received.v1', { importId: Uuid; fileSha256: Sha256; fileName: string; bytes: Count }>
  | DomainEvent<'catalog.import-started.v1', { importId: Uuid }>
  | DomainEvent<
      'catalog.import-finished.v1',
      { importId: Uuid; lines: { total: Count; accepted: Count; rejected: Count }; rejectsFile: Sha256 | null }
    >
  | DomainEvent<'catalog.import-rejected.v1', { importId: Uuid; reason: string }>
  | DomainEvent<'catalog.import-failed.v1', { importId: Uuid; reason: string }>
  | DomainEvent<'catalog.artist-registered.v1', { artistId: Uuid; name: string }>
  | DomainEvent<
      'catalog.release-registered.v1',
      {
        upc: Gtin;
        title: string;
        artistId: Uuid;
        artistName: string;
        label: string | null;
        releaseDate: Day | null;
      }
    >
  | DomainEvent<
      'catalog.release-corrected.v1',
      { upc: Gtin; title: string; label: string | null; releaseDate: Day | null }
    >
  | DomainEvent<
      'catalog.track-registered.v1',
      {
        isrc: Isrc;
        title: string;
        version: string | null;
        artistId: Uuid;
        artistName: string;
        upc: Gtin | null;
        durationSeconds: Count | null;
      }
    >
  /** Says everything about the track anew, also what stays as it was. */
  | DomainEvent<
      'catalog.track-corrected.v1',
      {
        isrc: Isrc;
        title: string;
        version: string | null;
        artistId: Uuid;
        artistName: string;
        upc: Gtin | null;
        durationSeconds: Count | null;
      }
    >;

export const trackStream = (isrc: Isrc): string => `track-${isrc}`;
export const releaseStream = (upc: Gtin): string => `release-${upc}`;
export const artistStream = (artistId: string): string => `artist-${artistId}`;
export const catalogImportStream = (importId: string): string => `catalogImport-${importId}`;
