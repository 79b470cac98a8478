import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { DataTable, PageHeader, pagedList, Session, type Column, type PayoutDto } from '@max/web';

import { stateForPayee } from './state-for-payee';

const COLUMNS: readonly Column<PayoutDto>[] = [
  { key: 'at', header: 'When', kind: 'date', value: (p) => p.requestedAt },
  { key: 'state', header: 'State', kind: 'status', value: (p) => p.state },
  { key: 'why', header: 'What that means', value: stateForPayee },
  { key: 'amount', header: 'Amount', kind: 'money', value: (p) => p.amount, currency: (p) => p.currency },
];

@Component({
  selector: 'mb-my-payouts-page',
  imports: [DataTable, PageHeader],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header heading="Payouts" detail="What was sent to your bank, and where it stands." />
    <mb-data-table
      caption="Payouts"
      exportAs="max-booster-payouts"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyIcon="payout"
      emptyHeading="Nothing paid yet"
      emptyDetail="Once your balance is in a payout batch, it shows up here."
    />
  `,
})
export class MyPayoutsPage {
  private readonly session = inject(Session);
  private readonly payeeId = computed(() => this.session.user()?.payeeIds[0]);
  readonly columns = COLUMNS;
  readonly list = pagedList<PayoutDto>(
    () => 'payouts',
    () => ({ payeeId: this.payeeId() }),
  );
  readonly key = (payout: PayoutDto): string => payout.id;
}
