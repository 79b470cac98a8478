import { ChangeDetectionStrategy, Component } from '@angular/core';
import {
  DataTable,
  FilterBar,
  PageHeader,
  pagedList,
  urlQuery,
  type Column,
  type Filter,
  type PayoutDto,
} from '@max/web';

const STATES = ['pending', 'in-transit', 'paid', 'failed', 'returned', 'unknown', 'skipped'] as const;
const LABELS = ['Pending', 'On its way', 'Paid', 'Failed', 'Returned', 'Being clarified', 'Not paid'] as const;

const FILTERS: readonly Filter[] = [
  {
    key: 'state',
    label: 'State',
    kind: 'select',
    options: STATES.map((value, i) => ({ value, label: LABELS[i] ?? value })),
  },
];

const COLUMNS: readonly Column<PayoutDto>[] = [
  { key: 'payee', header: 'Payee', value: (p) => p.payeeName, link: (p) => ['/payouts', p.id] },
  { key: 'state', header: 'State', kind: 'status', value: (p) => p.state },
  { key: 'reason', header: 'Reason', value: (p) => p.reason },
  { key: 'amount', header: 'Amount', kind: 'money', value: (p) => p.amount, currency: (p) => p.currency },
  { key: 'at', header: 'Asked for', kind: 'time', value: (p) => p.requestedAt },
];

@Component({
  selector: 'mb-payouts-page',
  imports: [DataTable, FilterBar, PageHeader],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header
      heading="Payouts"
      detail="Each payment to a payee. Open one to walk down to the sales it came from."
    />
    <mb-filter-bar [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    <mb-data-table
      caption="Payouts"
      exportAs="payouts"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyIcon="payout"
      emptyHeading="No payouts"
      emptyDetail="None was made, or none is in this state."
    />
  `,
})
export class PayoutsPage {
  readonly filters = FILTERS;
  readonly columns = COLUMNS;
  readonly url = urlQuery(['state', 'payeeId']);
  readonly list = pagedList<PayoutDto>(() => 'payouts', this.url.values);
  readonly key = (payout: PayoutDto): string => payout.id;
}
