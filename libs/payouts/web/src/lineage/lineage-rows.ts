import type { Column, LineageDto } from '@max/web';

/** A recording in a statement, as a row of the table below the picture. */
export interface LineageRow {
  readonly key: string;
  readonly statementId: string;
  readonly fileName: string;
  readonly isrc: string | null;
  readonly title: string | null;
  readonly percent: string | null;
  readonly lineCount: number;
  readonly amount: string;
}

export const lineageRows = (lineage: LineageDto | null): LineageRow[] =>
  (lineage?.statements ?? []).flatMap((s) =>
    s.tracks.map((t, i) => ({ ...t, key: `${s.statementId}|${i}`, statementId: s.statementId, fileName: s.fileName })),
  );

export const lineageColumns = (payoutId: string, currency: string): Column<LineageRow>[] => [
  {
    key: 'title',
    header: 'Recording',
    value: (r) => r.title ?? r.isrc ?? 'No ISRC',
    link: () => ['/payouts', payoutId, 'lines'],
    queryParams: (r) => ({ statementId: r.statementId, ...(r.isrc === null ? {} : { isrc: r.isrc }) }),
  },
  { key: 'isrc', header: 'ISRC', kind: 'code', value: (r) => r.isrc },
  {
    key: 'file',
    header: 'Statement',
    value: (r) => r.fileName,
    link: (r) => ['/statements', r.statementId],
    wide: true,
  },
  { key: 'percent', header: 'Share %', kind: 'number', value: (r) => r.percent },
  { key: 'lines', header: 'Lines', kind: 'number', value: (r) => r.lineCount },
  { key: 'amount', header: 'Amount', kind: 'money', exact: true, value: (r) => r.amount, currency: () => currency },
];
