import { ChangeDetectionStrategy, Component } from '@angular/core';
import {
  Amounts,
  CellDirective,
  DataTable,
  FilterBar,
  PageHeader,
  pagedList,
  urlQuery,
  type Column,
  type Filter,
  type PayeeDto,
} from '@max/web';

const FILTERS: readonly Filter[] = [{ key: 'q', label: 'Name', kind: 'search', placeholder: 'Part of the name' }];

const COLUMNS: readonly Column<PayeeDto>[] = [
  { key: 'name', header: 'Payee', value: (p) => p.name, link: (p) => ['/payees', p.id] },
  {
    key: 'balances',
    header: 'Available',
    kind: 'number',
    value: (p) => p.balances.map((b) => `${b.available} ${b.currency}`).join('; '),
  },
  { key: 'method', header: 'Payout method', value: (p) => (p.payoutMethod ? 'Bank account' : 'none yet'), wide: true },
];

@Component({
  selector: 'mb-payees-page',
  imports: [Amounts, CellDirective, DataTable, FilterBar, PageHeader],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header heading="Payees" detail="Everyone who is owed money: artists, writers, producers, labels." />
    <mb-filter-bar [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    <mb-data-table
      caption="Payees"
      exportAs="payees"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyIcon="payee"
      emptyHeading="No payees"
      emptyDetail="None is registered, or none has such a name."
    >
      <ng-template mbCell="balances" let-p><mb-amounts [amounts]="available(p)" /></ng-template>
    </mb-data-table>
  `,
})
export class PayeesPage {
  readonly filters = FILTERS;
  readonly columns = COLUMNS;
  readonly url = urlQuery(['q']);
  readonly list = pagedList<PayeeDto>(() => 'payees', this.url.values);
  readonly available = (payee: PayeeDto): { amount: string; currency: string }[] =>
    payee.balances.map(({ available, currency }) => ({ amount: available, currency }));
  readonly key = (payee: PayeeDto): string => payee.id;
}
