import type { Column, EvidencePackDto } from '@max/web';

export const isBeingMade = (pack: EvidencePackDto): boolean => pack.status === 'requested';

export const isReady = (pack: EvidencePackDto): boolean => pack.status === 'built';

const kilobytes = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const EVIDENCE_COLUMNS: readonly Column<EvidencePackDto>[] = [
  { key: 'requested', header: 'Asked for', kind: 'time', value: (p) => p.requestedAt },
  { key: 'status', header: 'Status', kind: 'status', value: (p) => p.status },
  {
    key: 'batch',
    header: 'For',
    value: (p) => `Batch ${p.payoutBatchId.slice(0, 8)}`,
    link: (p) => ['/payout-batches', p.payoutBatchId],
  },
  { key: 'reason', header: 'Reason', value: (p) => p.reason, wide: true },
  {
    key: 'bytes',
    header: 'Size',
    kind: 'number',
    value: (p) => (p.bytes === null ? null : `${kilobytes.format(p.bytes / 1024)} kB`),
  },
  { key: 'download', header: 'Pack', value: (p) => (isReady(p) ? 'ready' : null) },
];
