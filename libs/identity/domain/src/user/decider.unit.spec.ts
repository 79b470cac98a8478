import type { PayeeId, UserId } from '@max/kernel';
import { given } from '@max/kernel/testing';

import { LOCK_OUT, user } from './decider';
import { NoSuchUser, OwnRoles, UserExists } from './errors';
import type { UserEvent } from './events';

const userId = 'u-1' as UserId;
const sealed = { subject: userId, ciphertext: 'AAAA' };
const registered: UserEvent = {
  type: 'identity.user-registered.v1',
  data: { userId, email: sealed, name: sealed, emailDigest: 'd', passwordHash: 'h', roles: ['finance'] },
};
const at = '2026-11-01T10:00:00.000Z';
const refused: UserEvent = { type: 'identity.sign-in-refused.v1', data: { userId, at, reason: 'wrong-password' } };
const locked: UserEvent = {
  type: 'identity.locked-out.v1',
  data: { userId, until: '2026-11-01T10:15:00.000Z', failures: LOCK_OUT.failures },
};
const granted: UserEvent = { type: 'identity.role-granted.v1', data: { userId, role: 'auditor' } };
const times = (n: number, event: UserEvent) => Array.from({ length: n }, () => event);

describe('a user', () => {
  it('is registered once', () => {
    given(user).when({ type: 'register', registration: registered.data }).then(registered);
    given(user, registered).when({ type: 'register', registration: registered.data }).thenRefused(UserExists);
  });

  it('signs in', () => {
    given(user, registered)
      .when({ type: 'sign-in', passwordMatches: true, at })
      .then({ type: 'identity.signed-in.v1', data: { userId, at } });
    given(user).when({ type: 'sign-in', passwordMatches: true, at }).thenRefused(NoSuchUser);
  });

  it('is locked out by the fifth wrong password in a row, and not before', () => {
    const wrong = { type: 'sign-in', passwordMatches: false, at } as const;
    given(user, registered, ...times(3, refused))
      .when(wrong)
      .then(refused);
    given(user, registered, ...times(4, refused))
      .when(wrong)
      .then(refused, locked);
  });

  it('stays out while locked, even with the right password, and may return afterwards', () => {
    const history = [registered, ...times(5, refused), locked] as const;
    given(user, ...history)
      .when({ type: 'sign-in', passwordMatches: true, at: '2026-11-01T10:14:59.999Z' })
      .then({
        type: 'identity.sign-in-refused.v1',
        data: { userId, at: '2026-11-01T10:14:59.999Z', reason: 'locked-out' },
      });
    given(user, ...history)
      .when({ type: 'sign-in', passwordMatches: true, at: '2026-11-01T10:15:00.000Z' })
      .then({ type: 'identity.signed-in.v1', data: { userId, at: '2026-11-01T10:15:00.000Z' } });
  });

  it('gets and loses roles by somebody else only', () => {
    const by = 'u-2' as UserId;
    given(user, registered).when({ type: 'grant-role', role: 'auditor', by }).then(granted);
    given(user, registered, granted).when({ type: 'grant-role', role: 'auditor', by }).thenNothing();
    given(user, registered).when({ type: 'grant-role', role: 'admin', by: userId }).thenRefused(OwnRoles);
    given(user, registered, granted)
      .when({ type: 'revoke-role', role: 'auditor', by })
      .then({ type: 'identity.role-revoked.v1', data: { userId, role: 'auditor' } });
    given(user, registered).when({ type: 'revoke-role', role: 'auditor', by }).thenNothing();
    given(user, registered).when({ type: 'revoke-role', role: 'finance', by: userId }).thenRefused(OwnRoles);
  });

  it('is linked to a payee once', () => {
    const payeeId = 'p-1' as PayeeId;
    const linked: UserEvent = { type: 'identity.payee-linked.v1', data: { userId, payeeId } };
    given(user, registered).when({ type: 'link-payee', payeeId }).then(linked);
    given(user, registered, linked).when({ type: 'link-payee', payeeId }).thenNothing();
  });
});
