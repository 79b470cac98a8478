import type { DomainEvent } from '@max/kernel';

export type ArtistEvent = DomainEvent<'catalog.artist-registered.v1', { artistId: string; name: string }>;
