import type { Gtin, Isrc } from '@max/kernel';
import { given } from '@max/kernel/testing';

import { track } from './decider';
import { IsrcTaken, NoSuchTrack } from './errors';
import type { TrackDetails, TrackEvent } from './events';

const isrc = 'GBXWZ0800015' as Isrc;
const details: TrackDetails = {
  title: 'Starálfur',
  version: null,
  artistId: 'a-1',
  artistName: 'Sigur Rós',
  upc: '00718752155427' as Gtin,
  durationSeconds: 406,
};
const registered: TrackEvent = { type: 'catalog.track-registered.v1', data: { isrc, ...details } };

describe('a track', () => {
  it('is registered once', () => {
    given(track).when({ type: 'register', isrc, details }).then(registered);
    given(track, registered).when({ type: 'register', isrc, details }).thenNothing();
  });

  it('is claimed for another release by a correction only', () => {
    const elsewhere = { ...details, upc: '04050538793819' as Gtin };
    given(track, registered).when({ type: 'register', isrc, details: elsewhere }).thenRefused(IsrcTaken);
    given(track, registered)
      .when({ type: 'correct', isrc, details: elsewhere })
      .then({ type: 'catalog.track-corrected.v1', data: { isrc, ...elsewhere } });
  });

  it.each([
    { title: 'Starálfur (live)' },
    { version: 'Radio edit' },
    { artistId: 'a-2' },
    { artistName: 'SIGUR RÓS' },
    { upc: null },
    { durationSeconds: null },
  ])('is corrected by %j', (change) => {
    const changed = { ...details, ...change };
    const corrected: TrackEvent = { type: 'catalog.track-corrected.v1', data: { isrc, ...changed } };
    given(track, registered).when({ type: 'correct', isrc, details: changed }).then(corrected);
    given(track, registered, corrected).when({ type: 'correct', isrc, details: changed }).thenNothing();
  });

  it('is not corrected before it is registered', () => {
    given(track).when({ type: 'correct', isrc, details }).thenRefused(NoSuchTrack);
  });
});
