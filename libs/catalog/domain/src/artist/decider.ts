import type { Decider } from '@max/kernel';

import { artistIdOf } from './artist-id';
import type { ArtistEvent } from './events';

export type Artist =
  { readonly status: 'none' } | { readonly status: 'registered'; readonly artistId: string; readonly name: string };

export interface ArtistCommand {
  readonly type: 'register';
  readonly name: string;
}

/** An artist is registered once, under the first spelling met; other spellings of the same name change nothing. */
export const artist: Decider<Artist, ArtistCommand, ArtistEvent> = {
  initialState: { status: 'none' },
  decide: ({ name }, { status }) =>
    status === 'registered'
      ? []
      : [{ type: 'catalog.artist-registered.v1', data: { artistId: artistIdOf(name), name } }],
  evolve: (_artist, { data }) => ({ status: 'registered', ...data }),
};
