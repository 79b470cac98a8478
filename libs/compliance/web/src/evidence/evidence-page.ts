import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import {
  ApiClient,
  apiResource,
  CanDirective,
  CellDirective,
  DataTable,
  Field,
  Icon,
  outcomeOf,
  PageHeader,
  pagedList,
  ProblemDisplay,
  saveFile,
  timeText,
  urlQuery,
  type BatchDto,
  type EvidencePackDto,
  type Page,
  type Problem,
} from '@max/web';

import { EVIDENCE_COLUMNS, isBeingMade, isReady } from './evidence-columns';

/** Evidence packs: made for an approved batch, checked by anyone offline. */
@Component({
  selector: 'mb-evidence-page',
  imports: [CanDirective, CellDirective, DataTable, Field, Icon, MatButtonModule, PageHeader, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  templateUrl: './evidence-page.component.html',
  styleUrl: './evidence-page.scss',
})
export class EvidencePage {
  private readonly api = inject(ApiClient);
  readonly url = urlQuery(['batch']);
  readonly columns = EVIDENCE_COLUMNS;
  readonly list = pagedList<EvidencePackDto>(() => 'evidence-packs');
  readonly approved = apiResource<Page<BatchDto>>(
    () => 'payout-batches',
    () => ({ status: 'approved' }),
  );
  readonly batches = computed(() => (this.approved.hasValue() ? this.approved.value().items : []));
  readonly busy = signal(false);
  readonly problem = signal<Problem | null>(null);
  readonly fetching = signal<string | null>(null);
  readonly key = (pack: EvidencePackDto): string => pack.id;
  readonly when = timeText;
  readonly ready = isReady;

  constructor() {
    effect((onCleanup) => {
      if (!this.list.items().some(isBeingMade) || this.list.loading()) return;
      const timer = setTimeout(() => untracked(() => this.list.reload()), 2000);
      onCleanup(() => clearTimeout(timer));
    });
  }

  async make(payoutBatchId: string): Promise<void> {
    this.busy.set(true);
    const outcome = await outcomeOf(this.api.post('evidence-packs', { payoutBatchId }));
    this.problem.set(outcome.ok ? null : outcome.problem);
    this.busy.set(false);
    if (outcome.ok) this.list.reload();
  }

  async download(pack: EvidencePackDto): Promise<void> {
    this.fetching.set(pack.id);
    const outcome = await outcomeOf(this.api.file(`evidence-packs/${pack.id}/download`));
    this.problem.set(outcome.ok ? null : outcome.problem);
    if (outcome.ok) saveFile(outcome.answer, `evidence-${pack.id}.zip`);
    this.fetching.set(null);
  }
}
