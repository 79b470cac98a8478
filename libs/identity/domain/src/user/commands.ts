import type { PayeeId, UserId } from '@max/kernel';

import type { UserEvent } from './events';

export type UserCommand =
  | { type: 'register'; registration: Extract<UserEvent, { type: 'identity.user-registered.v1' }>['data'] }
  | { type: 'grant-role'; role: string; by: UserId }
  | { type: 'revoke-role'; role: string; by: UserId }
  | { type: 'link-payee'; payeeId: PayeeId }
  /** The password has been compared before: comparing is slow and not the domain's. `at` is ISO 8601. */
  | { type: 'sign-in'; passwordMatches: boolean; at: string }
  | { type: 'sign-out' };
