import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import {
  apiResource,
  DataTable,
  Loading,
  PageHeader,
  pagedList,
  ProblemDisplay,
  type BalanceDto,
  type Column,
  type PayeeDto,
  type PayoutDto,
  type PostingDto,
} from '@max/web';

import { Balances } from './balances';
import { postingWords } from './posting-words';

const POSTINGS: readonly Column<PostingDto>[] = [
  { key: 'at', header: 'When', kind: 'time', value: (p) => p.at },
  { key: 'what', header: 'What', value: postingWords },
  { key: 'amount', header: 'Amount', kind: 'money', exact: true, value: (p) => p.amount, currency: (p) => p.currency },
];

const PAYOUTS: readonly Column<PayoutDto>[] = [
  { key: 'at', header: 'Asked for', kind: 'time', value: (p) => p.requestedAt, link: (p) => ['/payouts', p.id] },
  { key: 'state', header: 'State', kind: 'status', value: (p) => p.state },
  { key: 'reason', header: 'Reason', value: (p) => p.reason },
  { key: 'amount', header: 'Amount', kind: 'money', value: (p) => p.amount, currency: (p) => p.currency },
];

@Component({
  selector: 'mb-payee-page',
  imports: [Balances, DataTable, Loading, PageHeader, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header [heading]="name()" [crumbs]="[{ label: 'Payees', to: ['/payees'] }]" />
    @if (balances.error(); as error) {
      <mb-problem [error]="error" [canRetry]="true" (retry)="balances.reload()" />
    } @else if (balances.hasValue()) {
      <mb-balances [balances]="balances.value()" />
    } @else {
      <mb-loading what="balances" [lines]="2" />
    }
    <h2>Payouts</h2>
    <mb-data-table
      caption="Payouts"
      [list]="payouts"
      [columns]="payoutColumns"
      [rowKey]="payoutKey"
      emptyIcon="payout"
      emptyHeading="Nothing paid yet"
    />
    <h2>Postings</h2>
    <mb-data-table
      caption="Postings"
      [exportAs]="'postings-' + id()"
      [list]="postings"
      [columns]="postingColumns"
      emptyIcon="log"
      emptyHeading="No postings"
    />
  `,
})
export class PayeePage {
  readonly id = input.required<string>();
  readonly payee = apiResource<PayeeDto>(() => `payees/${this.id()}`);
  readonly balances = apiResource<BalanceDto[]>(() => `payees/${this.id()}/balance`);
  readonly postings = pagedList<PostingDto>(() => `payees/${this.id()}/postings`);
  readonly payouts = pagedList<PayoutDto>(
    () => 'payouts',
    () => ({ payeeId: this.id() }),
  );
  readonly name = computed(() => (this.payee.hasValue() ? this.payee.value().name : 'Payee'));
  readonly postingColumns = POSTINGS;
  readonly payoutColumns = PAYOUTS;
  readonly payoutKey = (payout: PayoutDto): string => payout.id;
}
