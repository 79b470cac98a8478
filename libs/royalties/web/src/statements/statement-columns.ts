import { formatLabel, type Column, type Filter, type StatementDto } from '@max/web';

export const STATEMENT_COLUMNS: readonly Column<StatementDto>[] = [
  { key: 'file', header: 'File', value: (s) => s.fileName, link: (s) => ['/statements', s.id] },
  { key: 'status', header: 'Status', kind: 'status', value: (s) => s.status },
  { key: 'format', header: 'Format', value: (s) => formatLabel(s.format), wide: true, nowrap: true },
  { key: 'lines', header: 'Lines', kind: 'number', value: (s) => s.lines.total },
  { key: 'rejected', header: 'Rejected', kind: 'number', value: (s) => s.lines.rejected },
  { key: 'unmatched', header: 'Unmatched', kind: 'number', value: (s) => s.lines.unmatched, wide: true },
  {
    key: 'totals',
    header: 'Total',
    kind: 'number',
    value: (s) => s.totals.map((t) => `${t.amount} ${t.currency}`).join('; '),
  },
  { key: 'received', header: 'Received', kind: 'time', value: (s) => s.receivedAt, sort: 'receivedAt' },
];

export const STATEMENT_FILTERS: readonly Filter[] = [
  {
    key: 'status',
    label: 'Status',
    kind: 'select',
    options: [
      { value: 'received', label: 'Received' },
      { value: 'parsing', label: 'Reading' },
      { value: 'needs-attention', label: 'Needs attention' },
      { value: 'parsed', label: 'Ready to book' },
      { value: 'booked', label: 'Booked' },
      { value: 'rejected', label: 'Rejected' },
    ],
  },
  { key: 'source', label: 'Source', kind: 'search', placeholder: 'DistroKid' },
];
