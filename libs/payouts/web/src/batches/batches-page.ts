import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import {
  ApiClient,
  CanDirective,
  DataTable,
  Field,
  FilterBar,
  Icon,
  outcomeOf,
  PageHeader,
  pagedList,
  ProblemDisplay,
  urlQuery,
  type BatchDto,
  type Problem,
} from '@max/web';

import { BATCH_COLUMNS, BATCH_FILTERS } from './batch-columns';

const CURRENCIES = ['USD', 'EUR', 'GBP', 'AUD', 'BRL', 'CAD', 'CHF', 'DKK', 'JPY', 'MXN', 'NOK', 'PLN', 'SEK'] as const;

@Component({
  selector: 'mb-batches-page',
  imports: [CanDirective, DataTable, Field, FilterBar, Icon, MatButtonModule, PageHeader, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header heading="Payout batches" detail="One person makes a batch, another approves it; then it is paid." />
    <form
      *mbCan="'create'; a: 'PayoutBatch'"
      class="mb-card mb-pad draft"
      (submit)="$event.preventDefault(); draft(code.value)"
    >
      <mb-field #f label="Draft a batch of all that is available in" name="currency" [problem]="problem()">
        <select #code [id]="f.id">
          @for (c of currencies; track c) {
            <option [value]="c">{{ c }}</option>
          }
        </select>
      </mb-field>
      <button mat-flat-button type="submit" [disabled]="busy()"><mb-icon name="plus" />Draft batch</button>
      @if (problem(); as problem) {
        <mb-problem [error]="problem" />
      }
    </form>
    <mb-filter-bar [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    <mb-data-table
      caption="Payout batches"
      exportAs="payout-batches"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyIcon="payout"
      emptyHeading="No batches"
      emptyDetail="None was drafted, or none is in this state."
    />
  `,
  styles: `
    .draft {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0.75rem;
    }

    mb-field {
      flex: 0 1 18rem;
    }

    mb-problem {
      flex: 1 1 100%;
    }
  `,
})
export class BatchesPage {
  private readonly api = inject(ApiClient);
  private readonly router = inject(Router);
  readonly columns = BATCH_COLUMNS;
  readonly filters = BATCH_FILTERS;
  readonly currencies = CURRENCIES;
  readonly url = urlQuery(['status']);
  readonly list = pagedList<BatchDto>(() => 'payout-batches', this.url.values);
  readonly busy = signal(false);
  readonly problem = signal<Problem | null>(null);
  readonly key = (batch: BatchDto): string => batch.id;

  async draft(currency: string): Promise<void> {
    this.busy.set(true);
    const outcome = await outcomeOf(this.api.post<{ id: string }>('payout-batches', { currency }));
    this.busy.set(false);
    this.problem.set(outcome.ok ? null : outcome.problem);
    if (outcome.ok) await this.router.navigate(['/payout-batches', outcome.answer.id]);
  }
}
