import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Amounts, CellDirective, DataTable, pagedList, type Column, type StatementDto } from '@max/web';

const COLUMNS: readonly Column<StatementDto>[] = [
  { key: 'file', header: 'File', value: (s) => s.fileName, link: (s) => ['/statements', s.id] },
  { key: 'status', header: 'Status', kind: 'status', value: (s) => s.status },
  { key: 'totals', header: 'Total', kind: 'number', value: (s) => s.totals.length },
  { key: 'received', header: 'Received', kind: 'time', value: (s) => s.receivedAt },
];

@Component({
  selector: 'bo-recent-statements',
  imports: [Amounts, CellDirective, DataTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <h2>Received last</h2>
    <mb-data-table
      caption="Statements received last"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyIcon="statement"
      emptyHeading="No statements yet"
    >
      <ng-template mbCell="totals" let-s>
        <mb-amounts [amounts]="s.totals" />
      </ng-template>
    </mb-data-table>
  `,
})
export class RecentStatements {
  readonly columns = COLUMNS;
  readonly list = pagedList<StatementDto>(
    () => 'statements',
    () => ({ limit: '8' }),
  );
  readonly key = (statement: StatementDto): string => statement.id;
}
