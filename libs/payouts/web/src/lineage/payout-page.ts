import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  apiResource,
  CanDirective,
  Code,
  DataTable,
  EmptyState,
  Loading,
  MoneyText,
  PageHeader,
  ProblemDisplay,
  staticList,
  StatusChip,
  Timeline,
  TimeText,
  type LineageDto,
  type PayoutDto,
} from '@max/web';

import { lineageColumns, lineageRows, type LineageRow } from './lineage-rows';
import { LineagePicture } from './lineage-picture';

/** One payout: where it stands, and where every cent of it came from. */
@Component({
  selector: 'mb-payout-page',
  imports: [
    CanDirective,
    Code,
    DataTable,
    EmptyState,
    LineagePicture,
    Loading,
    MoneyText,
    PageHeader,
    ProblemDisplay,
    RouterLink,
    StatusChip,
    Timeline,
    TimeText,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  templateUrl: './payout-page.component.html',
})
export class PayoutPage {
  readonly id = input.required<string>();
  /** The statement chosen in the picture. */
  readonly statement = input<string>();
  readonly payout = apiResource<PayoutDto>(() => `payouts/${this.id()}`);
  readonly lineage = apiResource<LineageDto>(() => `payouts/${this.id()}/lineage`);
  readonly now = computed(() => (this.payout.hasValue() ? this.payout.value() : null));
  private readonly found = computed(() => (this.lineage.hasValue() ? this.lineage.value() : null));
  readonly rows = computed(() => lineageRows(this.found()));
  readonly list = staticList(() => this.rows());
  readonly columns = computed(() => lineageColumns(this.id(), this.now()?.currency ?? ''));
  readonly key = (row: LineageRow): string => row.key;
}
