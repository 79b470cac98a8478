import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { DataTable, staticList, type Column, type EarningDto } from '@max/web';

import { DIMENSIONS, earningLabel, ordered } from './earnings';

/** The figures of the chart, exactly. */
@Component({
  selector: 'mb-earnings-table',
  imports: [DataTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <mb-data-table
      caption="Earnings"
      [exportAs]="'earnings-by-' + by()"
      [list]="list"
      [columns]="columns()"
      [rowKey]="key"
    />
  `,
})
export class EarningsTable {
  readonly by = input.required<string>();
  readonly earnings = input.required<readonly EarningDto[]>();

  private readonly rows = computed(() => ordered(this.by(), this.earnings()));
  readonly key = (e: EarningDto): string => `${e.key ?? ''}|${e.currency}`;
  readonly list = staticList(() => this.rows());
  readonly columns = computed((): Column<EarningDto>[] => {
    const by = this.by();
    const header = DIMENSIONS.find((d) => d.value === by)?.label ?? 'What';
    return [
      { key: 'label', header, value: (e) => earningLabel(by, e) },
      ...(by === 'track'
        ? [{ key: 'isrc', header: 'ISRC', kind: 'code' as const, value: (e: EarningDto) => e.key }]
        : []),
      { key: 'quantity', header: 'Units', kind: 'number', value: (e) => e.quantity },
      {
        key: 'amount',
        header: 'Your share',
        kind: 'money',
        exact: true,
        value: (e) => e.amount,
        currency: (e) => e.currency,
      },
    ];
  });
}
