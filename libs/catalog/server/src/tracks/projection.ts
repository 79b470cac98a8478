import { TRACKS_VIEW, type CatalogEvent, type TrackDocument } from '@max/catalog/contracts';
import { folded } from '@max/catalog/domain';
import { defineProjection } from '@max/kernel/server';

type Said = Omit<TrackDocument, 'search'>;

const trackDocument = ({ isrc, title, version, artistId, artistName, upc, durationSeconds }: Said): TrackDocument => ({
  isrc,
  title,
  version,
  artistId,
  artistName,
  upc,
  durationSeconds,
  search: [title, version ?? '', artistName].map(folded).join('\n'),
});

/** Every track under its ISRC. Other contexts read it too: the shape is `TrackDocument` in the contracts. */
export const tracks = defineProjection<TrackDocument, CatalogEvent>({
  ...TRACKS_VIEW,
  indexes: [{ fields: { title: 1, _id: 1 } }, { fields: { upc: 1, _id: 1 } }, { fields: { artistId: 1, _id: 1 } }],
  on: {
    'catalog.track-registered.v1': ({ data }, documents) => documents.change(data.isrc, () => trackDocument(data)),
    'catalog.track-corrected.v1': ({ data }, documents) => documents.change(data.isrc, () => trackDocument(data)),
  },
});
