import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import {
  apiResource,
  BarChartPicture,
  EmptyState,
  Icon,
  Loading,
  MoneyText,
  monthText,
  ProblemDisplay,
  Session,
  StatusChip,
  TimeText,
  type BalanceDto,
  type Bar,
  type EarningsDto,
  type Page,
  type PayoutDto,
} from '@max/web';

import { earnedByCurrency, isPayable, leadCurrency, nextPayment } from './overview';

/** The first screen answers: what did I earn, what is available, when is it paid. */
@Component({
  selector: 'ap-overview-page',
  imports: [
    BarChartPicture,
    EmptyState,
    Icon,
    Loading,
    MatButtonModule,
    MoneyText,
    ProblemDisplay,
    RouterLink,
    StatusChip,
    TimeText,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  templateUrl: './overview-page.component.html',
  styleUrl: './overview-page.scss',
})
export class OverviewPage {
  readonly session = inject(Session);
  readonly payeeId = computed(() => this.session.user()?.payeeIds[0]);
  private at(path: string): string | undefined {
    const id = this.payeeId();
    return id === undefined ? undefined : path.replace(':id', id);
  }

  readonly balances = apiResource<BalanceDto[]>(() => this.at('payees/:id/balance'));
  readonly earnings = apiResource<EarningsDto>(() => this.at('payees/:id/earnings'));
  readonly payouts = apiResource<Page<PayoutDto>>(
    () => this.at('payouts'),
    () => ({ payeeId: this.payeeId() }),
  );

  private readonly months = computed(() => (this.earnings.hasValue() ? this.earnings.value().items : []));
  private readonly paid = computed(() => (this.payouts.hasValue() ? this.payouts.value().items : []));
  readonly balanceRows = computed(() => (this.balances.hasValue() ? this.balances.value() : []));
  readonly currency = computed(() => leadCurrency(this.balanceRows(), this.months()));
  readonly balance = computed(() => this.balanceRows().find((b) => b.currency === this.currency()));
  readonly others = computed(() =>
    this.balanceRows()
      .filter((b) => b.currency !== this.currency())
      .map(({ available, currency }) => ({ amount: available, currency }))
      .filter(isPayable),
  );
  readonly earned = computed(() => earnedByCurrency(this.months()));
  /** The chart is in the currency that most was earned in. */
  readonly chartCurrency = computed(() => this.earned()[0]?.currency ?? this.currency());
  readonly next = computed(() => nextPayment(this.paid(), this.balance()));
  readonly recent = computed(() => this.paid().slice(0, 3));
  readonly bars = computed((): Bar[] =>
    this.months()
      .filter((e) => e.currency === this.chartCurrency())
      .sort((a, b) => (a.key ?? '').localeCompare(b.key ?? ''))
      .slice(-12)
      .map((e) => ({ key: e.key ?? '', label: e.key === null ? 'Not known' : monthText(e.key), amount: e.amount })),
  );
  readonly error = computed(() => this.balances.error() ?? this.earnings.error() ?? this.payouts.error());
  readonly loading = computed(() => this.balances.isLoading() || this.earnings.isLoading());

  retry(): void {
    this.balances.reload();
    this.earnings.reload();
    this.payouts.reload();
  }
}
