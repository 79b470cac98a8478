import { accessibleBy } from '@casl/mongoose';

import type { AppAbility } from '@max/identity/contracts';

import type { AuditEventQuery } from './dto';

const DAY_MS = 86_400_000;

const asInstant = (text: string): string => new Date(text).toISOString();

/** A date without a time means its whole day. */
const before = (text: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(Date.parse(text) + DAY_MS).toISOString() : asInstant(text);

/** What was asked for, as the view keeps it. */
export const filterOf = ({ stream, type, actor, from, to }: AuditEventQuery): Record<string, unknown> => ({
  ...(stream === undefined ? {} : { stream }),
  ...(type === undefined ? {} : { [fieldOf(type)]: type }),
  ...(actor === undefined ? {} : { actorId: actor }),
  ...(from === undefined && to === undefined
    ? {}
    : { occurredAt: { ...(from && { $gte: asInstant(from) }), ...(to && { $lt: before(to) }) } }),
});

const fieldOf = (type: string): string => (/\.v\d+$/.test(type) ? 'type' : type.includes('.') ? 'name' : 'context');

/** What this user may see of the log; nothing when no rule says so. */
export const allowedOf = (ability: AppAbility): Record<string, unknown> =>
  accessibleBy(ability, 'read').ofType('AuditEvent');

/** The question as it goes on record. */
export const questionOf = ({ stream, type, actor, from, to }: AuditEventQuery): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ stream, type, actor, from, to }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
