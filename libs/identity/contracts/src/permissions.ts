import { createMongoAbility, type MongoAbility, type MongoQuery, type RawRuleOf } from '@casl/ability';

import type { SignedInUser } from './roles';

export type Action = 'read' | 'create' | 'book' | 'submit' | 'approve' | 'reject' | 'export' | 'manage';

/** Subjects are named by each context's contracts, such as `Statement` or `PayoutBatch`. */
export type AppAbility = MongoAbility<[Action, string | Record<string, unknown>], MongoQuery>;
export type AppRule = RawRuleOf<AppAbility>;

/** One context's permissions: what this user may do with the context's subjects. */
export type RoleRules = (user: SignedInUser) => AppRule[];

/** The one ability of a user, used by the guard, by the queries and by the web. */
export const abilityOf = (user: SignedInUser, contexts: readonly RoleRules[]): AppAbility =>
  createMongoAbility<AppAbility>(contexts.flatMap((rules) => rules(user)));

export const hasRole = (user: SignedInUser, ...roles: SignedInUser['roles'][number][]): boolean =>
  user.roles.some((role) => roles.includes(role));

/** Users and sessions belong to the admins; finance, compliance and auditors may see who is who. */
export const identityRules: RoleRules = (user) => [
  { action: 'read', subject: 'Profile' },
  ...(hasRole(user, 'admin') ? [{ action: 'manage' as const, subject: 'User' }] : []),
  ...(hasRole(user, 'finance', 'compliance', 'auditor') ? [{ action: 'read' as const, subject: 'User' }] : []),
];
