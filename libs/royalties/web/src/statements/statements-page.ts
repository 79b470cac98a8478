import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import {
  CanDirective,
  CellDirective,
  DataTable,
  FilterBar,
  Icon,
  Amounts,
  PageHeader,
  pagedList,
  urlQuery,
  type StatementDto,
} from '@max/web';

import { STATEMENT_COLUMNS, STATEMENT_FILTERS } from './statement-columns';

@Component({
  selector: 'mb-statements-page',
  imports: [CanDirective, CellDirective, DataTable, FilterBar, Icon, MatButtonModule, Amounts, PageHeader, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header heading="Statements" detail="Sales reports as they came: read, checked line by line, then booked.">
      <a *mbCan="'create'; a: 'Statement'" mat-flat-button routerLink="/statements/upload">
        <mb-icon name="upload" />Upload
      </a>
    </mb-page-header>
    <mb-filter-bar [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    <mb-data-table
      caption="Statements"
      exportAs="statements"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      [sort]="url.values()['sort'] ?? '-receivedAt'"
      (sorted)="url.set({ sort: $event })"
      emptyIcon="statement"
      emptyHeading="No statements"
      emptyDetail="None has come yet, or none fits these filters."
    >
      <ng-template mbCell="totals" let-s>
        <mb-amounts [amounts]="s.totals" />
      </ng-template>
    </mb-data-table>
  `,
})
export class StatementsPage {
  readonly columns = STATEMENT_COLUMNS;
  readonly filters = STATEMENT_FILTERS;
  readonly url = urlQuery(['status', 'source', 'sort']);
  readonly list = pagedList<StatementDto>(() => 'statements', this.url.values);
  readonly key = (statement: StatementDto): string => statement.id;
}
