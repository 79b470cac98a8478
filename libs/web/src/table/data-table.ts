import { NgTemplateOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  contentChildren,
  Directive,
  inject,
  input,
  output,
  signal,
  TemplateRef,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';

import { toProblem, type Problem } from '../api/problem';
import { saveFile } from '../download/save-file';
import { Icon } from '../icon/icon';
import type { IconName } from '../icon/paths';
import { MoneyText } from '../money/money';
import { EmptyState } from '../state/empty-state';
import { Loading } from '../state/loading';
import { ProblemDisplay } from '../state/problem-display';
import { StatusChip } from '../status/status';
import { TimeText } from '../time/time';
import { alignsRight, csvHeadings, csvRow, groupDigits, headingOf, type Column } from './column';
import { toCsv } from './csv';
import { EXPORT_LIMIT, type PagedList } from './paged-list';

/** `<ng-template mbCell="payee" let-row>`: a cell of one's own for the column of that key. */
@Directive({ selector: '[mbCell]' })
export class CellDirective {
  readonly key = input.required<string>({ alias: 'mbCell' });
  readonly template = inject<TemplateRef<{ $implicit: unknown }>>(TemplateRef);
}

/**
 * Every list of the product: a real table, keyset paging, order by the server, export of exactly this view, and its
 * empty, loading and error states. On a phone each row becomes a card.
 */
@Component({
  selector: 'mb-data-table',
  imports: [
    EmptyState,
    Icon,
    Loading,
    MatButtonModule,
    MoneyText,
    NgTemplateOutlet,
    ProblemDisplay,
    RouterLink,
    StatusChip,
    TimeText,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './data-table.component.html',
  styleUrl: './data-table.scss',
})
export class DataTable<T> {
  readonly list = input.required<PagedList<T>>();
  readonly columns = input.required<readonly Column<T>[]>();
  /** What the table holds, read out as its caption: "Statements". */
  readonly caption = input.required<string>();
  readonly rowKey = input<(row: T) => unknown>((row) => row);
  readonly sort = input<string>('');
  /** The name of the exported file, without `.csv`; no export without one. */
  readonly exportAs = input<string>();
  readonly emptyHeading = input('Nothing here');
  readonly emptyDetail = input<string>();
  readonly emptyIcon = input<IconName>('search');
  readonly sorted = output<string>();

  private readonly cells = contentChildren(CellDirective);
  readonly templates = computed(() => new Map(this.cells().map((c) => [c.key(), c.template])));
  readonly linkKey = computed(() => this.columns().find((c) => c.link !== undefined)?.key);
  readonly exporting = signal(false);
  readonly exportNote = signal('');
  readonly exportProblem = signal<Problem | null>(null);
  readonly alignsRight = alignsRight;
  readonly heading = headingOf;
  readonly grouped = groupDigits;

  ariaSort(column: Column<T>): 'ascending' | 'descending' | null {
    if (column.sort === undefined) return null;
    if (this.sort() === column.sort) return 'ascending';
    return this.sort() === `-${column.sort}` ? 'descending' : null;
  }

  /** First the newest or largest, then turned round. */
  toggleSort(name: string): void {
    this.sorted.emit(this.sort() === `-${name}` ? name : `-${name}`);
  }

  async exportCsv(name: string): Promise<void> {
    this.exporting.set(true);
    this.exportProblem.set(null);
    try {
      const { rows, cut } = await this.list().all();
      const columns = this.columns();
      saveFile(
        toCsv(
          csvHeadings(columns),
          rows.map((row) => csvRow(columns, row)),
        ),
        `${name}.csv`,
      );
      const limit = EXPORT_LIMIT.toLocaleString('en');
      this.exportNote.set(
        cut ? `The first ${limit} rows; narrow the filters for the rest.` : `${rows.length} rows saved.`,
      );
    } catch (error) {
      this.exportProblem.set(toProblem(error));
    } finally {
      this.exporting.set(false);
    }
  }
}
