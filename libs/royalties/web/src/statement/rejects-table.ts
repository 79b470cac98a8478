import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import {
  ApiClient,
  DataTable,
  Icon,
  outcomeOf,
  pagedList,
  ProblemDisplay,
  saveFile,
  type Column,
  type Problem,
  type RejectDto,
} from '@max/web';

const COLUMNS: readonly Column<RejectDto>[] = [
  { key: 'line', header: 'Line', kind: 'number', value: (r) => r.line },
  { key: 'column', header: 'Column', kind: 'code', value: (r) => r.column },
  { key: 'reason', header: 'Reason', value: (r) => r.reason },
];

/** Every line that could not be read, with its place and reason; the whole list as the server's own CSV. */
@Component({
  selector: 'mb-rejects-table',
  imports: [DataTable, Icon, MatButtonModule, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <div class="mb-spread">
      <h2>Rejected lines</h2>
      <button mat-stroked-button type="button" [disabled]="busy()" (click)="download()">
        <mb-icon name="download" />All as CSV
      </button>
    </div>
    @if (problem(); as problem) {
      <mb-problem [error]="problem" />
    }
    <mb-data-table caption="Rejected lines" [list]="list" [columns]="columns" [rowKey]="key" />
  `,
})
export class RejectsTable {
  readonly id = input.required<string>();
  readonly fileName = input.required<string>();
  private readonly api = inject(ApiClient);
  readonly columns = COLUMNS;
  readonly list = pagedList<RejectDto>(() => `statements/${this.id()}/rejects`);
  readonly busy = signal(false);
  readonly problem = signal<Problem | null>(null);
  readonly key = (reject: RejectDto): string => `${reject.line}:${reject.column ?? ''}:${reject.reason}`;

  async download(): Promise<void> {
    this.busy.set(true);
    const outcome = await outcomeOf(this.api.text(`statements/${this.id()}/rejects`, 'text/csv'));
    this.problem.set(outcome.ok ? null : outcome.problem);
    if (outcome.ok) saveFile(outcome.answer, `${this.fileName()}.rejects.csv`);
    this.busy.set(false);
  }
}
