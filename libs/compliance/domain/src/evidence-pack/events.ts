import type { DomainEvent, PayoutBatchId, Sha256, UserId } from '@max/kernel';

/** As in the context's contracts, which describe each for others. */
export type EvidencePackEvent =
  | DomainEvent<'compliance.evidence-pack-requested.v1', { packId: string; payoutBatchId: PayoutBatchId; by: UserId }>
  | DomainEvent<
      'compliance.evidence-pack-built.v1',
      {
        packId: string;
        payoutBatchId: PayoutBatchId;
        file: Sha256;
        bytes: number;
        checkpoint: string;
        treeSize: number;
      }
    >
  | DomainEvent<'compliance.evidence-pack-failed.v1', { packId: string; reason: string }>
  | DomainEvent<'compliance.evidence-pack-downloaded.v1', { packId: string; by: UserId }>;
