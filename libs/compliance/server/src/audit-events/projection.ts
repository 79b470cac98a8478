import { sortable, type Apply, type Projection } from '@max/kernel/server';
import type { DomainEvent } from '@max/kernel';

/** Where an event stands and who made it; what it says is read from the log itself. */
export interface AuditEventView {
  readonly position: string;
  readonly stream: string;
  readonly revision: number;
  /** `payouts.batch-approved.v1` */
  readonly type: string;
  /** `payouts.batch-approved` */
  readonly name: string;
  /** `payouts` */
  readonly context: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly occurredAt: string;
}

const enter: Apply<AuditEventView, DomainEvent> = ({ id, type, stream, revision, position, metadata }, documents) =>
  documents.change(id, () => ({
    position: sortable(position),
    stream,
    revision,
    type,
    name: type.replace(/\.v\d+$/, ''),
    context: type.split('.')[0] ?? '',
    actorKind: metadata.actor.kind,
    actorId: metadata.actor.id,
    occurredAt: metadata.occurredAt,
  }));

/** Every event, of whatever type: also those that nobody has thought of yet. */
export const auditEvents: Projection<AuditEventView> = {
  name: 'audit-events',
  version: 1,
  asStored: true,
  indexes: [
    { fields: { position: 1, _id: 1 } },
    { fields: { stream: 1, position: 1, _id: 1 } },
    { fields: { name: 1, position: 1, _id: 1 } },
    { fields: { actorId: 1, position: 1, _id: 1 } },
    { fields: { context: 1, position: 1, _id: 1 } },
  ],
  on: new Proxy({}, { get: () => enter }),
};
