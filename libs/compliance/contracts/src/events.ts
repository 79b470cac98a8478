import type { Count, DomainEvent, PayoutBatchId, ProcessEntry, Sha256, UserId, Uuid } from '@max/kernel';

/** Streams: `evidencePack-<packId>`, `packBuilding-<packId>`, `auditAccess-<yyyy-mm-dd>-<userId>`. */
export type ComplianceEvent =
  | DomainEvent<'compliance.evidence-pack-requested.v1', { packId: Uuid; payoutBatchId: PayoutBatchId; by: UserId }>
  | DomainEvent<
      'compliance.evidence-pack-built.v1',
      {
        packId: Uuid;
        payoutBatchId: PayoutBatchId;
        file: Sha256;
        bytes: Count;
        checkpoint: string;
        treeSize: Count;
      }
    >
  | DomainEvent<'compliance.evidence-pack-failed.v1', { packId: Uuid; reason: string }>
  | DomainEvent<'compliance.evidence-pack-downloaded.v1', { packId: Uuid; by: UserId }>
  /** What the making of a pack was told, and what it asked for because of it. */
  | DomainEvent<'compliance.pack-building-told.v1', ProcessEntry>
  /** Reading the audit log is an event itself. */
  | DomainEvent<'compliance.audit-log-read.v1', { by: UserId; filters: Record<string, string> }>;

export const evidencePackStream = (packId: string): string => `evidencePack-${packId}`;

/** Inbox and outbox of the process that has a pack made. */
export const packBuildingStream = (packId: string): string => `packBuilding-${packId}`;

/** What one person asked the audit log on one day (UTC). */
export const auditAccessStream = (userId: UserId, at: Date): string =>
  `auditAccess-${at.toISOString().slice(0, 10)}-${userId}`;
