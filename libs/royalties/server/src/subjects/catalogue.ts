import type { Gtin, Isrc } from '@max/kernel';
import type { Views } from '@max/kernel/server';

import type { Catalogue } from '../statement-pipeline';

import { subjects } from './projection';

/** The catalogue as the view has it now; ask `views.fresh` first. */
export const catalogueFrom = async (views: Views): Promise<Catalogue> => {
  const tracks: { isrc: Isrc; upc: Gtin | null }[] = [];
  const releases = new Set<Gtin>();
  for (const subject of await views.all(subjects)) {
    if (subject.kind === 'track') tracks.push(subject);
    if (subject.upc !== null) releases.add(subject.upc);
  }
  return { tracks, releases };
};
