import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
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

const ISRC: Filter = { key: 'isrc', label: 'ISRC', kind: 'search', placeholder: 'GB-XWZ-08-00015' };

/** Why a line's money is in suspense is known once the statement is booked. */
const HELD: Filter = {
  key: 'held',
  label: 'In suspense',
  kind: 'select',
  options: [
    { value: 'unmatched', label: 'No known recording' },
    { value: 'no-split-sheet', label: 'No split sheet' },
  ],
};

/** The accepted lines, every digit of them. */
@Component({
  selector: 'mb-lines-table',
  imports: [CellDirective, Code, DataTable, FilterBar],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <div class="mb-spread">
      <h2>Accepted lines</h2>
      <mb-filter-bar label="Filter lines" [filters]="filters()" [values]="url.values()" (changed)="url.set($event)" />
    </div>
    <mb-data-table
      caption="Accepted lines"
      [exportAs]="'lines-' + id()"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyHeading="No such lines"
      emptyDetail="No accepted line fits these filters."
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
  readonly booked = input(false);
  readonly filters = computed(() => (this.booked() ? [ISRC, HELD] : [ISRC]));
  readonly columns = SALES_LINE_COLUMNS;
  readonly url = urlQuery(['isrc', 'held']);
  readonly list = pagedList<SalesLineDto>(() => `statements/${this.id()}/lines`, this.url.values);
  readonly key = (line: SalesLineDto): number => line.line;
}
