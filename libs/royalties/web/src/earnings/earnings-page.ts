import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import {
  ApiClient,
  apiResource,
  BarChartPicture,
  EmptyState,
  FilterBar,
  Icon,
  Loading,
  MoneyText,
  outcomeOf,
  PageHeader,
  ProblemDisplay,
  saveFile,
  Session,
  urlQuery,
  type EarningsDto,
  type Filter,
  type Problem,
} from '@max/web';

import { barsOf, currenciesOf, DIMENSIONS, totalOf } from './earnings';
import { EarningsTable } from './earnings-table';

const FILTERS: readonly Filter[] = [
  { key: 'from', label: 'Sales from', kind: 'month', placeholder: 'YYYY-MM' },
  { key: 'to', label: 'Sales to', kind: 'month', placeholder: 'YYYY-MM' },
];

/** The earnings of the own payees: by month, service, territory or track, as a picture and as a table. */
@Component({
  selector: 'mb-earnings-page',
  imports: [
    BarChartPicture,
    EarningsTable,
    EmptyState,
    FilterBar,
    Icon,
    Loading,
    MatButtonModule,
    MoneyText,
    PageHeader,
    ProblemDisplay,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  templateUrl: './earnings-page.component.html',
  styleUrl: './earnings-page.scss',
})
export class EarningsPage {
  private readonly api = inject(ApiClient);
  private readonly session = inject(Session);
  readonly dimensions = DIMENSIONS;
  readonly filters = FILTERS;
  readonly url = urlQuery(['by', 'from', 'to']);
  readonly by = computed(() => this.url.values()['by'] ?? 'month');
  readonly payeeId = computed(() => this.session.user()?.payeeIds[0]);
  readonly range = computed(() => ({ from: this.url.values()['from'], to: this.url.values()['to'] }));

  readonly earnings = apiResource<EarningsDto>(
    () => this.of('earnings'),
    () => ({ by: this.by(), ...this.range() }),
  );
  readonly rows = computed(() => (this.earnings.hasValue() ? this.earnings.value().items : null));
  readonly currencies = computed(() => currenciesOf(this.rows() ?? []));
  readonly currency = linkedSignal(() => this.currencies()[0] ?? 'USD');
  readonly bars = computed(() => barsOf(this.by(), this.rows() ?? [], this.currency()));
  readonly total = computed(() => totalOf(this.rows() ?? [], this.currency()));
  readonly chartLabel = computed(() => {
    const dimension = this.dimensions.find((d) => d.value === this.by())?.label.toLowerCase() ?? this.by();
    return `Earnings by ${dimension} in ${this.currency()}; the same figures are in the table below.`;
  });
  readonly saving = signal(false);
  readonly problem = signal<Problem | null>(null);

  async statement(): Promise<void> {
    const path = this.of('earnings-statement');
    if (path === undefined) return;
    this.saving.set(true);
    const outcome = await outcomeOf(this.api.file(path, this.range()));
    this.problem.set(outcome.ok ? null : outcome.problem);
    if (outcome.ok) saveFile(outcome.answer, 'max-booster-statement.pdf');
    this.saving.set(false);
  }

  private of(what: string): string | undefined {
    const id = this.payeeId();
    return id === undefined ? undefined : `payees/${id}/${what}`;
  }
}
