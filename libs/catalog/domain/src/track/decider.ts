import { never, type Decider, type Isrc } from '@max/kernel';

import { IsrcTaken, NoSuchTrack } from './errors';
import type { TrackDetails, TrackEvent } from './events';

export type Track = { readonly status: 'none' } | ({ readonly status: 'registered' } & TrackDetails);

export interface TrackCommand {
  readonly type: 'register' | 'correct';
  readonly isrc: Isrc;
  readonly details: TrackDetails;
}

const FIELDS = ['title', 'version', 'artistId', 'artistName', 'upc', 'durationSeconds'] as const;

const same = (a: TrackDetails, b: TrackDetails): boolean => FIELDS.every((field) => a[field] === b[field]);

const decide = ({ type, isrc, details }: TrackCommand, track: Track): TrackEvent[] => {
  switch (type) {
    case 'register':
      if (track.status === 'none') return [{ type: 'catalog.track-registered.v1', data: { isrc, ...details } }];
      if (!same(track, details)) throw new IsrcTaken(isrc);
      return [];
    case 'correct':
      if (track.status === 'none') throw new NoSuchTrack(isrc);
      if (same(track, details)) return [];
      return [{ type: 'catalog.track-corrected.v1', data: { isrc, ...details } }];
    default:
      return never(type);
  }
};

const evolve = (_track: Track, { data: { isrc: _isrc, ...details } }: TrackEvent): Track => ({
  status: 'registered',
  ...details,
});

/** A recording under its ISRC. To claim the ISRC for another release or title is a correction, and stays visible as one. */
export const track: Decider<Track, TrackCommand, TrackEvent> = { initialState: { status: 'none' }, decide, evolve };
