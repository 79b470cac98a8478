import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { DataTable, PageHeader, pagedList, SALES_LINE_COLUMNS, urlQuery, type LineageLineDto } from '@max/web';

/** The end of the walk: the sales lines, as they stand in the file, that a payout was paid from. */
@Component({
  selector: 'mb-payout-lines-page',
  imports: [DataTable, PageHeader],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header
      heading="Sales lines behind the payout"
      detail="As the service reported them, every digit; the split divides their sum, not the single line."
      [crumbs]="[
        { label: 'Payouts', to: ['/payouts'] },
        { label: 'Payout', to: ['/payouts', id()] },
      ]"
    />
    <mb-data-table
      caption="Sales lines"
      [exportAs]="'payout-lines-' + id()"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyHeading="No lines"
      emptyDetail="Nothing of this payout came from there."
    />
  `,
})
export class PayoutLinesPage {
  readonly id = input.required<string>();
  readonly columns = SALES_LINE_COLUMNS;
  readonly url = urlQuery(['statementId', 'isrc']);
  readonly list = pagedList<LineageLineDto>(() => `payouts/${this.id()}/lineage/lines`, this.url.values);
  readonly key = (line: LineageLineDto): string => `${line.statementId}|${line.groupKey}|${line.line}`;
}
