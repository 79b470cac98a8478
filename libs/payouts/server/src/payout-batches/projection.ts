import { sum, type Amount, type Currency } from '@max/kernel';
import { defineProjection, type Documents, type RecordedEvent } from '@max/kernel/server';
import type { PayoutLine, PayoutsEvent, SkippedPayee } from '@max/payouts/contracts';

export const BATCH_STATUSES = ['draft', 'submitted', 'approved', 'rejected'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export interface RefusedApproval {
  readonly by: string;
  readonly because: string;
  readonly at: string;
}

export interface BatchView {
  readonly status: BatchStatus;
  readonly currency: Currency;
  readonly total: Amount;
  readonly payees: number;
  readonly createdAt: string;
  readonly maker: string;
  readonly submittedBy: string | null;
  readonly checker: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly contentHash: string;
  readonly lines: readonly PayoutLine[];
  readonly skipped: readonly SkippedPayee[];
  readonly refusedApprovals: readonly RefusedApproval[];
}

const change = (
  { data }: RecordedEvent & { data: { batchId: string } },
  documents: Documents<BatchView>,
  next: (batch: BatchView) => Partial<BatchView>,
): Promise<void> => documents.change(data.batchId, (batch) => batch && { ...batch, ...next(batch) });

const content = (lines: readonly PayoutLine[]) => ({
  lines,
  payees: lines.length,
  total: sum(lines.map(({ amount }) => amount)),
});

export const payoutBatches = defineProjection<BatchView, PayoutsEvent>({
  name: 'payout-batches',
  version: 1,
  critical: true,
  indexes: [{ fields: { createdAt: -1, _id: -1 } }, { fields: { status: 1, createdAt: -1, _id: -1 } }],
  on: {
    'payouts.batch-drafted.v1': ({ data, metadata }, documents) =>
      documents.change(data.batchId, () => ({
        status: 'draft',
        currency: data.currency,
        createdAt: metadata.occurredAt,
        maker: data.maker,
        submittedBy: null,
        checker: null,
        decidedAt: null,
        reason: null,
        contentHash: data.contentHash,
        skipped: data.skipped,
        refusedApprovals: [],
        ...content(data.lines),
      })),
    'payouts.batch-revised.v1': (event, documents) =>
      change(event, documents, () => ({
        status: 'draft',
        submittedBy: null,
        contentHash: event.data.contentHash,
        ...content(event.data.lines),
      })),
    'payouts.batch-submitted.v1': (event, documents) =>
      change(event, documents, () => ({ status: 'submitted', submittedBy: event.data.by })),
    'payouts.batch-approved.v1': (event, documents) =>
      change(event, documents, () => ({
        status: 'approved',
        checker: event.data.by,
        decidedAt: event.metadata.occurredAt,
      })),
    'payouts.batch-rejected.v1': (event, documents) =>
      change(event, documents, () => ({
        status: 'rejected',
        checker: event.data.by,
        decidedAt: event.metadata.occurredAt,
        reason: event.data.reason,
      })),
    'payouts.approval-refused.v1': (event, documents) =>
      change(event, documents, ({ refusedApprovals }) => {
        const { by, because } = event.data;
        return { refusedApprovals: [...refusedApprovals, { by, because, at: event.metadata.occurredAt }] };
      }),
  },
});
