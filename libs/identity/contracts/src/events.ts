import type { Count, DomainEvent, HexDigest, Instant, PayeeId, UserId, Uuid } from '@max/kernel';

import type { Role } from './roles';

/** A value that only the key of its data subject opens (AES-256-GCM, base64); destroying the key forgets the person. */
export interface Sealed {
  readonly subject: Uuid;
  readonly ciphertext: string;
}

export type IdentityEvent =
  | DomainEvent<
      'identity.user-registered.v1',
      { userId: UserId; email: Sealed; name: Sealed; emailDigest: HexDigest; passwordHash: string; roles: Role[] }
    >
  | DomainEvent<'identity.role-granted.v1', { userId: UserId; role: Role }>
  | DomainEvent<'identity.role-revoked.v1', { userId: UserId; role: Role }>
  | DomainEvent<'identity.payee-linked.v1', { userId: UserId; payeeId: PayeeId }>
  | DomainEvent<'identity.signed-in.v1', { userId: UserId; at: Instant }>
  | DomainEvent<'identity.sign-in-refused.v1', { userId: UserId; at: Instant; reason: 'wrong-password' | 'locked-out' }>
  | DomainEvent<'identity.locked-out.v1', { userId: UserId; until: Instant; failures: Count }>
  | DomainEvent<'identity.signed-out.v1', { userId: UserId }>
  /** In a stream of the address's keyed digest, so that an address belongs to one user. */
  | DomainEvent<'identity.email-claimed.v1', { userId: UserId }>;
