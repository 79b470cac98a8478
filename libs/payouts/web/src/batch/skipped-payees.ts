import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { DataTable, staticList, type BatchDetailDto, type Column, type SkippedPayeeDto } from '@max/web';

/** Who has money in this currency and is not paid with this batch, and why. */
@Component({
  selector: 'mb-skipped-payees',
  imports: [DataTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <h2>Not in this batch</h2>
    <mb-data-table caption="Payees not in this batch" [list]="list" [columns]="columns()" [rowKey]="key" />
  `,
})
export class SkippedPayees {
  readonly batch = input.required<BatchDetailDto>();
  readonly list = staticList(() => this.batch().skipped);
  readonly key = (skipped: SkippedPayeeDto): string => skipped.payeeId;
  readonly columns = computed((): Column<SkippedPayeeDto>[] => [
    { key: 'payee', header: 'Payee', value: (s) => s.payeeName, link: (s) => ['/payees', s.payeeId] },
    { key: 'reason', header: 'Reason', value: (s) => s.reason },
    { key: 'amount', header: 'Amount', kind: 'money', value: (s) => s.amount, currency: () => this.batch().currency },
  ]);
}
