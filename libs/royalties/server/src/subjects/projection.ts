import type { CatalogEvent } from '@max/catalog/contracts';
import type { Gtin, Isrc } from '@max/kernel';
import { defineProjection } from '@max/kernel/server';

/** What sales lines are matched with: a recording under its ISRC, a release under its UPC. */
export type Subject =
  | { readonly kind: 'track'; readonly isrc: Isrc; readonly upc: Gtin | null }
  | { readonly kind: 'release'; readonly upc: Gtin };

/** Royalties' own copy of the catalogue's identifiers. */
export const subjects = defineProjection<Subject, CatalogEvent>({
  name: 'royalties-subjects',
  version: 1,
  critical: true,
  on: {
    'catalog.track-registered.v1': ({ data: { isrc, upc } }, documents) =>
      documents.change(isrc, () => ({ kind: 'track', isrc, upc })),
    'catalog.track-corrected.v1': ({ data: { isrc, upc } }, documents) =>
      documents.change(isrc, () => ({ kind: 'track', isrc, upc })),
    'catalog.release-registered.v1': ({ data: { upc } }, documents) =>
      documents.change(upc, () => ({ kind: 'release', upc })),
  },
});
