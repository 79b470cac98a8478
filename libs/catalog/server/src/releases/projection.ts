import type { CatalogEvent } from '@max/catalog/contracts';
import { folded } from '@max/catalog/domain';
import type { Gtin } from '@max/kernel';
import { defineProjection } from '@max/kernel/server';

export interface ReleaseView {
  readonly upc: Gtin;
  readonly title: string;
  readonly artistId: string;
  readonly artistName: string;
  readonly label: string | null;
  readonly releaseDate: string | null;
  readonly search: string;
}

const searchable = (release: Omit<ReleaseView, 'search'>): ReleaseView => ({
  ...release,
  search: [release.title, release.artistName, release.label ?? ''].map(folded).join('\n'),
});

/** Every release under its GTIN. */
export const releases = defineProjection<ReleaseView, CatalogEvent>({
  name: 'catalog-releases',
  version: 1,
  indexes: [{ fields: { title: 1, _id: 1 } }],
  on: {
    'catalog.release-registered.v1': ({ data }, documents) => {
      const { upc, title, artistId, artistName, label, releaseDate } = data;
      return documents.change(upc, () => searchable({ upc, title, artistId, artistName, label, releaseDate }));
    },
    'catalog.release-corrected.v1': ({ data: { upc, title, label, releaseDate } }, documents) =>
      documents.change(upc, (found) => found && searchable({ ...found, title, label, releaseDate })),
  },
});
