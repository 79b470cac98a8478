import type { UserId } from '@max/kernel';

export const userStream = (userId: UserId): string => `user-${userId}`;
/** Holds one event that says whose address this is; the digest is keyed, so that it can't be guessed. */
export const emailClaimStream = (digest: string): string => `emailClaim-${digest}`;
