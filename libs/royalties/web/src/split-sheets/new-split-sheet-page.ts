import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';
import { isZero, parseIsrc } from '@max/kernel';
import {
  ApiClient,
  Field,
  Icon,
  outcomeOf,
  PageHeader,
  PayeePicker,
  ProblemDisplay,
  type PayeeDto,
  type Problem,
} from '@max/web';

import { parsePercent, percentText, remainder } from './shares';

interface ShareRow {
  readonly payee: PayeeDto | null;
  readonly percent: string;
}

const EMPTY: ShareRow = { payee: null, percent: '' };

const today = (): string => new Date().toISOString().slice(0, 10);

/** Agrees on a split: what it divides, from when on, and shares that add up to exactly 100 %. */
@Component({
  selector: 'mb-new-split-sheet-page',
  imports: [Field, Icon, MatButtonModule, PageHeader, PayeePicker, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  templateUrl: './new-split-sheet-page.component.html',
  styleUrl: './new-split-sheet-page.scss',
})
export class NewSplitSheetPage {
  /** From the address, when one comes from a track. */
  readonly isrc = input<string>();
  private readonly api = inject(ApiClient);
  private readonly router = inject(Router);

  readonly code = linkedSignal(() => this.isrc() ?? '');
  readonly from = signal(today());
  readonly rows = signal<readonly ShareRow[]>([EMPTY, EMPTY]);
  readonly tried = signal(false);
  readonly busy = signal(false);
  readonly problem = signal<Problem | null>(null);

  readonly target = computed(() => {
    const isrc = parseIsrc(this.code());
    if (isrc !== undefined) return { isrc };
    const digits = this.code().replace(/[\s-]/g, '');
    return /^\d{8,14}$/.test(digits) ? { upc: digits } : null;
  });
  readonly left = computed(() => remainder(this.rows().map((row) => row.percent)));
  readonly whole = computed(() => isZero(this.left()));
  readonly leftText = computed(() => {
    const left = percentText(this.left());
    if (this.whole()) return 'Adds up to 100 %';
    return left.startsWith('-') ? `${left.slice(1)} % too much` : `${left} % left to give`;
  });
  readonly ready = computed(
    () =>
      this.target() !== null && this.whole() && this.rows().every((r) => r.payee !== null && parsePercent(r.percent)),
  );

  change(index: number, change: Partial<ShareRow>): void {
    this.rows.update((rows) => rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  }

  add(): void {
    this.rows.update((rows) => [...rows, EMPTY]);
  }

  remove(index: number): void {
    this.rows.update((rows) => rows.filter((_, i) => i !== index));
  }

  payeeError(row: ShareRow): string | null {
    return this.tried() && row.payee === null ? 'Choose a payee from the list.' : null;
  }

  percentError(row: ShareRow): string | null {
    if (row.percent === '') return this.tried() ? 'Give a share.' : null;
    return parsePercent(row.percent) === null ? 'A number above 0, at most 100.' : null;
  }

  async save(): Promise<void> {
    this.tried.set(true);
    const target = this.target();
    if (target === null || !this.ready()) return;
    const shares = this.rows().map((row) => ({ payeeId: row.payee?.id, percent: parsePercent(row.percent) }));
    this.busy.set(true);
    const outcome = await outcomeOf(this.api.post('split-sheets', { target, effectiveFrom: this.from(), shares }));
    this.busy.set(false);
    this.problem.set(outcome.ok ? null : outcome.problem);
    if (outcome.ok) await this.router.navigate(['/split-sheets']);
  }
}
