import { never, type Decider, type Gtin } from '@max/kernel';

import { NoSuchRelease, ReleaseExists } from './errors';
import type { ReleaseDetails, ReleaseEvent } from './events';

export type Release = { readonly status: 'none' } | ({ readonly status: 'registered' } & ReleaseDetails);

export type ReleaseCommand =
  | {
      readonly type: 'register';
      readonly upc: Gtin;
      readonly artistId: string;
      readonly artistName: string;
      readonly details: ReleaseDetails;
    }
  /** Who the release is by stays as registered: each line of a compilation names another artist. */
  | { readonly type: 'correct'; readonly upc: Gtin; readonly details: ReleaseDetails };

const same = (a: ReleaseDetails, b: ReleaseDetails): boolean =>
  a.title === b.title && a.label === b.label && a.releaseDate === b.releaseDate;

const decide = (command: ReleaseCommand, release: Release): ReleaseEvent[] => {
  const { upc, details } = command;
  switch (command.type) {
    case 'register':
      if (release.status === 'none') {
        const { artistId, artistName } = command;
        return [{ type: 'catalog.release-registered.v1', data: { upc, artistId, artistName, ...details } }];
      }
      if (!same(release, details)) throw new ReleaseExists(upc);
      return [];
    case 'correct':
      if (release.status === 'none') throw new NoSuchRelease(upc);
      if (same(release, details)) return [];
      return [{ type: 'catalog.release-corrected.v1', data: { upc, ...details } }];
    default:
      return never(command);
  }
};

/** A release under its GTIN: registered once, then only corrected, so that the log says what it was called when. */
export const release: Decider<Release, ReleaseCommand, ReleaseEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve: (_release, { data: { title, label, releaseDate } }) => ({ status: 'registered', title, label, releaseDate }),
};
