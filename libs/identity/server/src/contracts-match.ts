import type { IdentityEvent } from '@max/identity/contracts';
import type { user } from '@max/identity/domain';

type UserEvent = Parameters<(typeof user)['evolve']>[1];
type Promised = Exclude<IdentityEvent, { type: 'identity.email-claimed.v1' }>;

/**
 * Does not compile when a promised event could not be folded, or one is decided that was not promised. The domain takes
 * any text for a role: it may hold more than the contracts promise, so the other direction is by type only.
 */
export const eventsMatch: [Promised] extends [UserEvent] ? true : false = true;
export const typesMatch: [UserEvent['type']] extends [Promised['type']] ? true : false = true;
