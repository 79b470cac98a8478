import type { DomainEvent, Gtin, Isrc } from '@max/kernel';

export interface TrackDetails {
  readonly title: string;
  readonly version: string | null;
  readonly artistId: string;
  readonly artistName: string;
  /** The release that the track belongs to, if it is known. */
  readonly upc: Gtin | null;
  readonly durationSeconds: number | null;
}

interface TrackData {
  isrc: Isrc;
  title: string;
  version: string | null;
  artistId: string;
  artistName: string;
  upc: Gtin | null;
  durationSeconds: number | null;
}

export type TrackEvent =
  DomainEvent<'catalog.track-registered.v1', TrackData> | DomainEvent<'catalog.track-corrected.v1', TrackData>;
