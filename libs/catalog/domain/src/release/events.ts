import type { DomainEvent, Gtin } from '@max/kernel';

export interface ReleaseDetails {
  readonly title: string;
  readonly label: string | null;
  /** YYYY-MM-DD */
  readonly releaseDate: string | null;
}

export type ReleaseEvent =
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
    >;
