import type { Gtin } from '@max/kernel';
import { given } from '@max/kernel/testing';

import { release } from './decider';
import { NoSuchRelease, ReleaseExists } from './errors';
import type { ReleaseEvent } from './events';

const upc = '00718752155427' as Gtin;
const by = { artistId: 'a-1', artistName: 'Sigur Rós' };
const details = { title: 'Ágætis byrjun', label: 'Smekkleysa', releaseDate: '1999-06-12' };
const registered: ReleaseEvent = {
  type: 'catalog.release-registered.v1',
  data: { upc, ...by, ...details },
};

describe('a release', () => {
  it('is registered once', () => {
    given(release)
      .when({ type: 'register', upc, ...by, details })
      .then(registered);
    given(release, registered)
      .when({ type: 'register', upc, ...by, details })
      .thenNothing();
  });

  it('is not registered anew with other details', () => {
    const other = { ...details, title: 'Von' };
    given(release, registered)
      .when({ type: 'register', upc, ...by, details: other })
      .thenRefused(ReleaseExists);
  });

  it('is corrected when something changes', () => {
    const corrected = { ...details, label: null };
    const event: ReleaseEvent = { type: 'catalog.release-corrected.v1', data: { upc, ...corrected } };
    given(release, registered).when({ type: 'correct', upc, details: corrected }).then(event);
    given(release, registered, event).when({ type: 'correct', upc, details: corrected }).thenNothing();
    given(release).when({ type: 'correct', upc, details }).thenRefused(NoSuchRelease);
  });
});
