import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import {
  ActorName,
  ApiClient,
  apiResource,
  Ask,
  CanDirective,
  Code,
  formatLabel,
  groupDigits,
  Icon,
  Loading,
  outcomeOf,
  PageHeader,
  pollWhile,
  ProblemDisplay,
  StatusChip,
  Timeline,
  TimeText,
  type Problem,
  type StatementDto,
} from '@max/web';
import { RouterLink } from '@angular/router';

import { ControlTotals } from './control-totals';
import { LinesTable } from './lines-table';
import { MoneyTotals } from './money-totals';
import { RejectsTable } from './rejects-table';

const MOVING: readonly string[] = ['received', 'parsing'];

/** One statement: where it stands, what it says and what was counted, its lines, and what happened to it. */
@Component({
  selector: 'mb-statement-page',
  imports: [
    ActorName,
    CanDirective,
    Code,
    ControlTotals,
    Icon,
    LinesTable,
    Loading,
    MatButtonModule,
    MoneyTotals,
    PageHeader,
    ProblemDisplay,
    RejectsTable,
    RouterLink,
    StatusChip,
    Timeline,
    TimeText,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  templateUrl: './statement-page.component.html',
  styleUrl: './statement-page.scss',
})
export class StatementPage {
  readonly id = input.required<string>();
  private readonly api = inject(ApiClient);
  private readonly ask = inject(Ask);

  readonly statement = apiResource<StatementDto>(() => `statements/${this.id()}`);
  readonly busy = signal(false);
  readonly problem = signal<Problem | null>(null);
  readonly now = computed(() => (this.statement.hasValue() ? this.statement.value() : null));
  readonly grouped = groupDigits;
  readonly formatLabel = formatLabel;

  constructor() {
    pollWhile(this.statement, (s) => MOVING.includes(s.status) || s.booking);
  }

  book(): Promise<void> {
    return this.write('book');
  }

  async accept(): Promise<void> {
    const reason = await this.ask.for({
      title: 'Accept this statement as it is',
      detail: 'Something in it does not add up. If you know why, say so: your reason stays with the statement.',
      action: 'Accept',
      reason: { label: 'Why it may be booked' },
    });
    if (reason !== null) await this.write('accept', { reason });
  }

  private async write(command: string, body: object = {}): Promise<void> {
    this.busy.set(true);
    const outcome = await outcomeOf(this.api.post(`statements/${this.id()}/${command}`, body));
    this.problem.set(outcome.ok ? null : outcome.problem);
    this.busy.set(false);
    this.statement.reload();
  }
}
