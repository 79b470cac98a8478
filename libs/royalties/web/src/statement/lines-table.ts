import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import {
  CellDirective,
  Code,
  DataTable,
  FilterBar,
  pagedList,
  SALES_LINE_COLUMNS,
  urlQuery,
  type Filter,
  type SalesLineDto,
} from '@max/web';

const FILTERS: readonly Filter[] = [{ key: 'isrc', label: 'ISRC', kind: 'search', placeholder: 'GB-XWZ-08-00015' }];

/** The accepted lines, every digit of them. */
@Component({
  selector: 'mb-lines-table',
  imports: [CellDirective, Code, DataTable, FilterBar],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <div class="mb-spread">
      <h2>Accepted lines</h2>
      <mb-filter-bar label="Filter lines" [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    </div>
    <mb-data-table
      caption="Accepted lines"
      [exportAs]="'lines-' + id()"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyHeading="No such lines"
      emptyDetail="No accepted line has this ISRC."
    >
      <ng-template mbCell="isrc" let-line>
        @if (line.isrc) {
          <mb-code [value]="line.isrc" />
        } @else {
          <span class="mb-muted">none</span>
        }
      </ng-template>
    </mb-data-table>
  `,
})
export class LinesTable {
  readonly id = input.required<string>();
  readonly filters = FILTERS;
  readonly columns = SALES_LINE_COLUMNS;
  readonly url = urlQuery(['isrc']);
  readonly list = pagedList<SalesLineDto>(() => `statements/${this.id()}/lines`, this.url.values);
  readonly key = (line: SalesLineDto): number => line.line;
}
