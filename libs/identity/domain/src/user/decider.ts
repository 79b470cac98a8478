import { never, type Decider, type PayeeId, type UserId } from '@max/kernel';

import type { UserCommand } from './commands';
import { NoSuchUser, OwnRoles, UserExists } from './errors';
import type { UserEvent } from './events';

export interface RegisteredUser {
  readonly status: 'registered';
  readonly userId: UserId;
  readonly passwordHash: string;
  readonly roles: readonly string[];
  readonly payeeIds: readonly PayeeId[];
  /** Wrong passwords since the last right one. */
  readonly failures: number;
  readonly lockedUntil: string | null;
}

export type User = { readonly status: 'none' } | RegisteredUser;

/** Wrong passwords in a row before the account is locked, and for how long (OWASP ASVS 5.0, 6.3.1). */
export const LOCK_OUT = { failures: 5, minutes: 15 } as const;

export const isLocked = (user: RegisteredUser, at: string): boolean =>
  user.lockedUntil !== null && at < user.lockedUntil;

const signIn = (user: RegisteredUser, passwordMatches: boolean, at: string): UserEvent[] => {
  const { userId } = user;
  if (isLocked(user, at)) return [{ type: 'identity.sign-in-refused.v1', data: { userId, at, reason: 'locked-out' } }];
  if (passwordMatches) return [{ type: 'identity.signed-in.v1', data: { userId, at } }];
  const refused: UserEvent = { type: 'identity.sign-in-refused.v1', data: { userId, at, reason: 'wrong-password' } };
  const failures = user.failures + 1;
  if (failures < LOCK_OUT.failures) return [refused];
  const until = new Date(Date.parse(at) + LOCK_OUT.minutes * 60_000).toISOString();
  return [refused, { type: 'identity.locked-out.v1', data: { userId, until, failures } }];
};

const decide = (command: UserCommand, user: User): UserEvent[] => {
  if (command.type === 'register') {
    if (user.status !== 'none') throw new UserExists();
    return [{ type: 'identity.user-registered.v1', data: command.registration }];
  }
  if (user.status === 'none') throw new NoSuchUser();
  const { userId } = user;
  switch (command.type) {
    case 'grant-role':
      if (command.by === userId) throw new OwnRoles();
      if (user.roles.includes(command.role)) return [];
      return [{ type: 'identity.role-granted.v1', data: { userId, role: command.role } }];
    case 'revoke-role':
      if (command.by === userId) throw new OwnRoles();
      if (!user.roles.includes(command.role)) return [];
      return [{ type: 'identity.role-revoked.v1', data: { userId, role: command.role } }];
    case 'link-payee':
      if (user.payeeIds.includes(command.payeeId)) return [];
      return [{ type: 'identity.payee-linked.v1', data: { userId, payeeId: command.payeeId } }];
    case 'sign-in':
      return signIn(user, command.passwordMatches, command.at);
    case 'sign-out':
      return [{ type: 'identity.signed-out.v1', data: { userId } }];
    default:
      return never(command);
  }
};

const evolve = (user: User, event: UserEvent): User => {
  if (event.type === 'identity.user-registered.v1') {
    const { userId, passwordHash, roles } = event.data;
    return { status: 'registered', userId, passwordHash, roles, payeeIds: [], failures: 0, lockedUntil: null };
  }
  if (user.status === 'none') return user;
  switch (event.type) {
    case 'identity.role-granted.v1':
      return { ...user, roles: [...user.roles, event.data.role] };
    case 'identity.role-revoked.v1':
      return { ...user, roles: user.roles.filter((role) => role !== event.data.role) };
    case 'identity.payee-linked.v1':
      return { ...user, payeeIds: [...user.payeeIds, event.data.payeeId] };
    case 'identity.signed-in.v1':
      return { ...user, failures: 0, lockedUntil: null };
    case 'identity.sign-in-refused.v1':
      return event.data.reason === 'wrong-password' ? { ...user, failures: user.failures + 1 } : user;
    case 'identity.locked-out.v1':
      return { ...user, failures: 0, lockedUntil: event.data.until };
    case 'identity.signed-out.v1':
      return user;
    default:
      return never(event);
  }
};

/** A user's rights and sign-ins. Refused sign-ins are events: an auditor asks for them. */
export const user: Decider<User, UserCommand, UserEvent> = { initialState: { status: 'none' }, decide, evolve };
