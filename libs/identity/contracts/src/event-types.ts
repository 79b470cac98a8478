import { defineEvents } from '@max/kernel';

import type { IdentityEvent } from './events';

const user = { stream: 'user-<userId>', since: '0.1.0' };

export const identityEvents = defineEvents<IdentityEvent>({
  context: 'identity',
  union: 'IdentityEvent',
  types: {
    'identity.user-registered.v1': {
      ...user,
      says: 'A person got an account, with these roles.',
      personalData: ['email', 'name'],
    },
    'identity.role-granted.v1': { ...user, says: 'A role was given to a user.' },
    'identity.role-revoked.v1': { ...user, says: 'A role was taken from a user.' },
    'identity.payee-linked.v1': { ...user, says: 'A user may see the earnings of a payee.' },
    'identity.signed-in.v1': { ...user, says: 'A user signed in.' },
    'identity.sign-in-refused.v1': { ...user, says: 'A sign-in was refused, and why.' },
    'identity.locked-out.v1': { ...user, says: 'Too many wrong passwords in a row: the account is closed for a time.' },
    'identity.signed-out.v1': { ...user, says: 'A user signed out.' },
    'identity.email-claimed.v1': {
      stream: 'emailClaim-<keyed digest of the address>',
      since: '0.1.0',
      says: 'An address belongs to this user and to nobody else.',
    },
  },
});
