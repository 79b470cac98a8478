import type { CatalogEvent } from '@max/catalog/contracts';
import { folded } from '@max/catalog/domain';
import { defineProjection } from '@max/kernel/server';

export interface ArtistView {
  readonly name: string;
  readonly search: string;
}

export const artists = defineProjection<ArtistView, CatalogEvent>({
  name: 'catalog-artists',
  version: 1,
  indexes: [{ fields: { name: 1, _id: 1 } }],
  on: {
    'catalog.artist-registered.v1': ({ data: { artistId, name } }, documents) =>
      documents.change(artistId, () => ({ name, search: folded(name) })),
  },
});
