import type { BatchDto, Column, Filter } from '@max/web';

export const BATCH_COLUMNS: readonly Column<BatchDto>[] = [
  {
    key: 'created',
    header: 'Drafted',
    kind: 'time',
    value: (b) => b.createdAt,
    link: (b) => ['/payout-batches', b.id],
  },
  { key: 'status', header: 'Status', kind: 'status', value: (b) => b.status },
  { key: 'payees', header: 'Payees', kind: 'number', value: (b) => b.payees },
  { key: 'total', header: 'Total', kind: 'money', value: (b) => b.total, currency: (b) => b.currency },
];

export const BATCH_FILTERS: readonly Filter[] = [
  {
    key: 'status',
    label: 'Status',
    kind: 'select',
    options: [
      { value: 'draft', label: 'Draft' },
      { value: 'submitted', label: 'Waiting for approval' },
      { value: 'approved', label: 'Approved' },
      { value: 'rejected', label: 'Rejected' },
    ],
  },
];
