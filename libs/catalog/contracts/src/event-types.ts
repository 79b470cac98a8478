import { defineEvents } from '@max/kernel';

import type { CatalogEvent } from './events';

const catalogImport = { stream: 'catalogImport-<importId>', since: '0.1.0' };
const release = { stream: 'release-<gtin>', since: '0.1.0' };
const track = { stream: 'track-<isrc>', since: '0.1.0' };

export const catalogEvents = defineEvents<CatalogEvent>({
  context: 'catalog',
  union: 'CatalogEvent',
  types: {
    'catalog.import-received.v1': { ...catalogImport, says: 'A catalogue file came in.' },
    'catalog.import-started.v1': { ...catalogImport, says: 'The file is being read.' },
    'catalog.import-finished.v1': { ...catalogImport, says: 'Every line of the file was taken in or rejected.' },
    'catalog.import-rejected.v1': { ...catalogImport, says: 'The file as a whole can not be read, and why.' },
    'catalog.import-failed.v1': {
      ...catalogImport,
      says: 'The file could not be taken in for reasons that are not its own, and why. It can be sent again.',
    },
    'catalog.artist-registered.v1': {
      stream: 'artist-<artistId>',
      since: '0.1.0',
      says: 'An artist is in the catalogue, by the name that is printed on releases.',
    },
    'catalog.release-registered.v1': { ...release, says: 'A release is in the catalogue.' },
    'catalog.release-corrected.v1': { ...release, says: 'What the catalogue says of a release was changed.' },
    'catalog.track-registered.v1': { ...track, says: 'A recording is in the catalogue.' },
    'catalog.track-corrected.v1': { ...track, says: 'What the catalogue says of a recording was changed.' },
  },
});
