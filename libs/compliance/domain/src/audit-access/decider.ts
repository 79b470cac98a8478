import type { Decider, DomainEvent, UserId } from '@max/kernel';

export type AuditLogRead = DomainEvent<'compliance.audit-log-read.v1', { by: UserId; filters: Record<string, string> }>;

export interface ReadAuditLog {
  readonly type: 'read';
  readonly by: UserId;
  readonly filters: Readonly<Record<string, string>>;
}

/** What one person asked the audit log on one day. */
export interface AuditAccess {
  readonly asked: readonly string[];
}

const question = (filters: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Looking is an event too, once a day for each question: paging and reloading add nothing to what is known. */
export const auditAccess: Decider<AuditAccess, ReadAuditLog, AuditLogRead> = {
  initialState: { asked: [] },
  decide: ({ by, filters }, { asked }) =>
    asked.includes(question(filters))
      ? []
      : [{ type: 'compliance.audit-log-read.v1', data: { by, filters: { ...filters } } }],
  evolve: ({ asked }, { data }) => ({ asked: [...asked, question(data.filters)] }),
};
