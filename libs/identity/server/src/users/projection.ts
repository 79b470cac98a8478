import type { IdentityEvent, Role } from '@max/identity/contracts';
import { defineProjection, type SealedValue } from '@max/kernel/server';

/** One user; address and name stay sealed in the view and are opened when read. */
export interface UserView {
  readonly email: SealedValue;
  readonly name: SealedValue;
  readonly roles: readonly Role[];
  readonly payeeIds: readonly string[];
  readonly registeredAt: string;
  readonly lastSignIn: string | null;
  readonly lockedUntil: string | null;
}

export const users = defineProjection<UserView, IdentityEvent>({
  name: 'users',
  version: 1,
  critical: true,
  indexes: [{ fields: { registeredAt: 1, _id: 1 } }],
  on: {
    'identity.user-registered.v1': ({ data, recordedAt }, documents) =>
      documents.change(data.userId, () => ({
        email: data.email,
        name: data.name,
        roles: data.roles,
        payeeIds: [],
        registeredAt: recordedAt,
        lastSignIn: null,
        lockedUntil: null,
      })),
    'identity.role-granted.v1': ({ data }, documents) =>
      documents.change(data.userId, (user) => user && { ...user, roles: [...user.roles, data.role] }),
    'identity.role-revoked.v1': ({ data }, documents) =>
      documents.change(
        data.userId,
        (user) => user && { ...user, roles: user.roles.filter((role) => role !== data.role) },
      ),
    'identity.payee-linked.v1': ({ data }, documents) =>
      documents.change(data.userId, (user) => user && { ...user, payeeIds: [...user.payeeIds, data.payeeId] }),
    'identity.signed-in.v1': ({ data }, documents) =>
      documents.change(data.userId, (user) => user && { ...user, lastSignIn: data.at, lockedUntil: null }),
    'identity.locked-out.v1': ({ data }, documents) =>
      documents.change(data.userId, (user) => user && { ...user, lockedUntil: data.until }),
  },
});
