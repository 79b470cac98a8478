import { ChangeDetectionStrategy, Component, effect, inject, input, output, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import {
  ApiClient,
  apiResource,
  groupDigits,
  Icon,
  outcomeOf,
  pollWhile,
  ProblemDisplay,
  saveFile,
  type CatalogImportDto,
  type Problem,
} from '@max/web';

/** How far one import has got, and the lines it could not take. */
@Component({
  selector: 'bo-import-status',
  imports: [Icon, MatButtonModule, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `
    @if (state.hasValue()) {
      @let i = state.value();
      @switch (i.status) {
        @case ('finished') {
          <p>
            <mb-icon class="good" name="check" />{{ i.fileName }}: {{ grouped(i.lines.accepted) }} of
            {{ grouped(i.lines.total) }} lines taken, {{ grouped(i.lines.rejected) }} rejected.
            @if (i.lines.rejected > 0) {
              <button mat-button type="button" (click)="rejects()"><mb-icon name="download" />Rejected lines</button>
            }
          </p>
        }
        @case ('rejected') {
          <p><mb-icon class="bad" name="alert" />{{ i.fileName }} was rejected: {{ i.reason }}</p>
        }
        @default {
          <p><mb-icon name="clock" />{{ i.fileName }} is being read…</p>
        }
      }
    }
    @if (problem(); as problem) {
      <mb-problem [error]="problem" />
    }
  `,
  styles: `
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 0.4rem;
      align-items: center;
    }

    .good {
      color: var(--mb-good);
    }

    .bad {
      color: var(--mb-bad);
    }
  `,
})
export class ImportStatus {
  readonly id = input.required<string>();
  readonly imported = output();
  private readonly api = inject(ApiClient);
  readonly state = apiResource<CatalogImportDto>(() => `catalog/imports/${this.id()}`);
  readonly problem = signal<Problem | null>(null);
  readonly grouped = groupDigits;

  constructor() {
    pollWhile(this.state, (i) => i.status === 'received' || i.status === 'running');
    effect(() => {
      if (this.state.hasValue() && this.state.value().status === 'finished') untracked(() => this.imported.emit());
    });
  }

  async rejects(): Promise<void> {
    const outcome = await outcomeOf(this.api.text(`catalog/imports/${this.id()}/rejects`, 'text/csv'));
    this.problem.set(outcome.ok ? null : outcome.problem);
    if (outcome.ok) saveFile(outcome.answer, 'catalogue-rejects.csv');
  }
}
