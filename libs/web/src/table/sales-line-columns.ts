import type { Column } from './column';
import { monthText } from '../time/time';
import type { SalesLineDto } from '../api/types/statements';

/** The columns of sales lines, wherever lines are shown. */
export const SALES_LINE_COLUMNS: readonly Column<SalesLineDto>[] = [
  { key: 'line', header: 'Line', kind: 'number', value: (l) => l.line },
  { key: 'isrc', header: 'ISRC', kind: 'code', value: (l) => l.isrc },
  { key: 'title', header: 'Title', value: (l) => l.title },
  { key: 'artist', header: 'Artist', value: (l) => l.artist, wide: true },
  { key: 'service', header: 'Service', value: (l) => l.service },
  { key: 'territory', header: 'Territory', value: (l) => l.territory },
  { key: 'month', header: 'Month', value: (l) => monthText(l.saleMonth) },
  { key: 'quantity', header: 'Units', kind: 'number', value: (l) => l.quantity },
  { key: 'amount', header: 'Amount', kind: 'money', exact: true, value: (l) => l.amount, currency: (l) => l.currency },
];
