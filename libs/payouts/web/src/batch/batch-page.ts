import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import {
  ActorName,
  amountText,
  ApiClient,
  apiResource,
  Ask,
  CanDirective,
  Code,
  Icon,
  Loading,
  MoneyText,
  outcomeOf,
  PageHeader,
  pollWhile,
  ProblemDisplay,
  Session,
  StatusChip,
  Timeline,
  TimeText,
  typedAmount,
  type BatchDetailDto,
  type Problem,
} from '@max/web';

import { BatchLines } from './batch-lines';
import { refusalInWords, refusedBecause } from './refusals';
import { SkippedPayees } from './skipped-payees';

const MOVING: readonly (string | null)[] = [null, 'pending', 'in-transit', 'unknown'];

/** Is the batch on its way to the bank, so that its lines change by themselves? */
const isMoving = (batch: BatchDetailDto): boolean =>
  batch.status === 'approved' && batch.lines.some((line) => MOVING.includes(line.state));

@Component({
  selector: 'mb-batch-page',
  imports: [
    ActorName,
    BatchLines,
    CanDirective,
    Code,
    Icon,
    Loading,
    MatButtonModule,
    MoneyText,
    PageHeader,
    ProblemDisplay,
    RouterLink,
    SkippedPayees,
    StatusChip,
    Timeline,
    TimeText,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  templateUrl: './batch-page.component.html',
  styleUrl: './batch-page.scss',
})
export class BatchPage {
  readonly id = input.required<string>();
  private readonly api = inject(ApiClient);
  private readonly ask = inject(Ask);
  private readonly session = inject(Session);

  readonly batch = apiResource<BatchDetailDto>(() => `payout-batches/${this.id()}`);
  readonly busy = signal(false);
  readonly refusedBecause = refusedBecause;
  readonly problem = signal<Problem | null>(null);
  readonly now = computed(() => (this.batch.hasValue() ? this.batch.value() : null));
  readonly isMaker = computed(() => this.now()?.maker === this.session.user()?.id);

  constructor() {
    pollWhile(this.batch, isMoving, 2000);
  }

  submit(): Promise<void> {
    return this.write('submit');
  }

  async approve(batch: BatchDetailDto): Promise<void> {
    const typed = await this.ask.for({
      title: 'Approve and pay',
      detail: `${amountText(batch.total, batch.currency)} to ${batch.lines.length} payees. Once approved it is on its way to the bank.`,
      action: 'Approve and pay',
      typed: { label: 'Total of the batch', text: typedAmount(batch.total, batch.currency) },
    });
    if (typed !== null) await this.write('approve', { contentHash: batch.contentHash });
  }

  async reject(): Promise<void> {
    const reason = await this.ask.for({
      title: 'Reject this batch',
      detail: 'Nothing is paid. The maker reads your reason and can draft another.',
      action: 'Reject',
      danger: true,
      reason: { label: 'Why' },
    });
    if (reason !== null) await this.write('reject', { reason });
  }

  private async write(command: string, body: object = {}): Promise<void> {
    this.busy.set(true);
    const outcome = await outcomeOf(this.api.post(`payout-batches/${this.id()}/${command}`, body));
    this.problem.set(outcome.ok ? null : refusalInWords(outcome.problem));
    this.busy.set(false);
    this.batch.reload();
  }
}
