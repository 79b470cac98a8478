import type { DomainEvent, PayeeId, UserId } from '@max/kernel';

/** As in identity's contracts; the domain needs the roles' names as plain text only. */
export type UserEvent =
  | DomainEvent<
      'identity.user-registered.v1',
      {
        userId: UserId;
        email: { subject: string; ciphertext: string };
        name: { subject: string; ciphertext: string };
        emailDigest: string;
        passwordHash: string;
        roles: string[];
      }
    >
  | DomainEvent<'identity.role-granted.v1', { userId: UserId; role: string }>
  | DomainEvent<'identity.role-revoked.v1', { userId: UserId; role: string }>
  | DomainEvent<'identity.payee-linked.v1', { userId: UserId; payeeId: PayeeId }>
  | DomainEvent<'identity.signed-in.v1', { userId: UserId; at: string }>
  | DomainEvent<'identity.sign-in-refused.v1', { userId: UserId; at: string; reason: 'wrong-password' | 'locked-out' }>
  | DomainEvent<'identity.locked-out.v1', { userId: UserId; until: string; failures: number }>
  | DomainEvent<'identity.signed-out.v1', { userId: UserId }>;
