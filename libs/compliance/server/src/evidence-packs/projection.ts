import type { ComplianceEvent } from '@max/compliance/contracts';
import { defineProjection } from '@max/kernel/server';

export interface EvidencePackView {
  readonly payoutBatchId: string;
  readonly status: 'requested' | 'built' | 'failed';
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly builtAt: string | null;
  readonly bytes: number | null;
  readonly file: string | null;
  readonly treeSize: number | null;
  readonly reason: string | null;
  readonly downloads: number;
}

export const evidencePacks = defineProjection<EvidencePackView, ComplianceEvent>({
  name: 'evidence-packs',
  version: 1,
  indexes: [{ fields: { requestedAt: 1, _id: 1 } }],
  on: {
    'compliance.evidence-pack-requested.v1': ({ data, metadata }, documents) =>
      documents.change(data.packId, () => ({
        payoutBatchId: data.payoutBatchId,
        status: 'requested',
        requestedBy: data.by,
        requestedAt: metadata.occurredAt,
        builtAt: null,
        bytes: null,
        file: null,
        treeSize: null,
        reason: null,
        downloads: 0,
      })),
    'compliance.evidence-pack-built.v1': ({ data: { packId, bytes, file, treeSize }, metadata }, documents) =>
      documents.change(
        packId,
        (pack) => pack && { ...pack, status: 'built', builtAt: metadata.occurredAt, bytes, file, treeSize },
      ),
    'compliance.evidence-pack-failed.v1': ({ data: { packId, reason } }, documents) =>
      documents.change(packId, (pack) => pack && { ...pack, status: 'failed', reason }),
    'compliance.evidence-pack-downloaded.v1': ({ data: { packId } }, documents) =>
      documents.change(packId, (pack) => pack && { ...pack, downloads: pack.downloads + 1 }),
  },
});
