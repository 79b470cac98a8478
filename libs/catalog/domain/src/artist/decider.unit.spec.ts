import { given } from '@max/kernel/testing';

import { artistIdOf } from './artist-id';
import { artist } from './decider';
import type { ArtistEvent } from './events';

const registered: ArtistEvent = {
  type: 'catalog.artist-registered.v1',
  data: { artistId: artistIdOf('Sigur Rós'), name: 'Sigur Rós' },
};

describe('an artist', () => {
  it('is registered once, whatever the spelling', () => {
    given(artist).when({ type: 'register', name: 'Sigur Rós' }).then(registered);
    given(artist, registered).when({ type: 'register', name: 'SIGUR RÓS' }).thenNothing();
  });

  it('has an id that follows from the name alone', () => {
    expect(artistIdOf(' sigur  rós ')).toBe(artistIdOf('Sigur Rós'));
    expect(artistIdOf('Sigur Ros')).not.toBe(artistIdOf('Sigur Rós'));
    // ids are in events: a changed rule would make new artists of old ones
    expect(artistIdOf('Sigur Rós')).toMatchInlineSnapshot(`"d3dc10cd-1438-51df-8584-155a9639bb95"`);
  });
});
