import type { PayeeId, UserId } from '@max/kernel';

export const ROLES = ['admin', 'finance', 'compliance', 'auditor', 'support', 'artist', 'partner'] as const;
export type Role = (typeof ROLES)[number];

/** Who is asking. `payeeIds` are the payees whose money this user may see (an artist's own). */
export interface SignedInUser {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly payeeIds: readonly PayeeId[];
}
