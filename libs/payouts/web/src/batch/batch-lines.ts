import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import {
  CellDirective,
  DataTable,
  staticList,
  StatusChip,
  type BatchDetailDto,
  type BatchLineDto,
  type Column,
} from '@max/web';
import { RouterLink } from '@angular/router';

/** Who gets what of a batch, and where each payment stands. */
@Component({
  selector: 'mb-batch-lines',
  imports: [CellDirective, DataTable, RouterLink, StatusChip],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mb-data-table
      caption="Payments"
      [exportAs]="'payout-batch-' + batch().id"
      [list]="list"
      [columns]="columns()"
      [rowKey]="key"
      emptyHeading="No payments"
      emptyDetail="Nobody has anything available in this currency."
    >
      <ng-template mbCell="state" let-line>
        @if (batch().status === 'approved') {
          <a class="state" [routerLink]="['/payouts', line.payoutId]">
            <mb-status [status]="line.state ?? 'pending'" /><span class="mb-visually-hidden"
              >: payout to {{ line.payeeName }}</span
            >
          </a>
        } @else {
          <span class="mb-muted">not yet</span>
        }
      </ng-template>
    </mb-data-table>
  `,
  styles: `
    .state {
      text-decoration: none;
    }
  `,
})
export class BatchLines {
  readonly batch = input.required<BatchDetailDto>();
  readonly list = staticList(() => this.batch().lines);
  readonly key = (line: BatchLineDto): string => line.payoutId;
  readonly columns = computed((): Column<BatchLineDto>[] => {
    const { currency, status } = this.batch();
    return [
      { key: 'payee', header: 'Payee', value: (l) => l.payeeName, link: (l) => ['/payees', l.payeeId] },
      { key: 'state', header: 'State', value: (l) => l.state ?? 'pending' },
      ...(status === 'approved' ? [{ key: 'reason', header: 'Reason', value: (l: BatchLineDto) => l.reason }] : []),
      { key: 'amount', header: 'Amount', kind: 'money', value: (l) => l.amount, currency: () => currency },
    ];
  });
}
