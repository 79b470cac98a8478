import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import {
  CanDirective,
  CellDirective,
  Code,
  DataTable,
  FilterBar,
  Icon,
  PageHeader,
  pagedList,
  PayeeNames,
  urlQuery,
  type Column,
  type Filter,
  type SplitSheetDto,
} from '@max/web';

import { percentText } from './shares';

const FILTERS: readonly Filter[] = [
  { key: 'isrc', label: 'ISRC', kind: 'search', placeholder: 'GB-XWZ-08-00015' },
  { key: 'upc', label: 'UPC', kind: 'search', placeholder: '718752155427' },
];

const columnsWith = (nameOf: (payeeId: string) => string): Column<SplitSheetDto>[] => [
  { key: 'target', header: 'Divides', kind: 'code', value: (s) => s.target.isrc ?? s.target.upc },
  { key: 'kind', header: 'What', value: (s) => (s.target.isrc ? 'One recording' : 'A release') },
  {
    key: 'shares',
    header: 'Shares',
    value: (s) => s.shares.map((x) => `${nameOf(x.payeeId)} ${percentText(x.percent)} %`).join('; '),
  },
  { key: 'from', header: 'From sales of', kind: 'date', value: (s) => s.effectiveFrom },
];

@Component({
  selector: 'mb-split-sheets-page',
  imports: [CanDirective, CellDirective, Code, DataTable, FilterBar, Icon, MatButtonModule, PageHeader, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header heading="Split sheets" detail="Who gets which part of a recording's money, and from when on.">
      <a *mbCan="'create'; a: 'SplitSheet'" mat-flat-button routerLink="/split-sheets/new">
        <mb-icon name="plus" />New split sheet
      </a>
    </mb-page-header>
    <mb-filter-bar [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    <mb-data-table
      caption="Split sheets"
      exportAs="split-sheets"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyIcon="split"
      emptyHeading="No split sheets"
      emptyDetail="Without one, a recording's money stays in suspense: nothing is lost, nothing is paid."
    >
      <ng-template mbCell="target" let-s><mb-code [value]="s.target.isrc ?? s.target.upc" /></ng-template>
      <ng-template mbCell="shares" let-s>
        <span class="shares">
          @for (share of s.shares; track share.payeeId) {
            <span>
              <a [routerLink]="['/payees', share.payeeId]">{{ names.nameOf(share.payeeId) }}</a>
              <span class="mb-num mb-muted"> {{ percent(share.percent) }}&#8239;%</span>
            </span>
          }
        </span>
      </ng-template>
    </mb-data-table>
  `,
  styles: `
    .shares {
      display: flex;
      flex-wrap: wrap;
      gap: 0.1rem 1rem;
    }
  `,
})
export class SplitSheetsPage {
  readonly filters = FILTERS;
  readonly names = inject(PayeeNames);
  readonly columns = columnsWith((id) => this.names.nameOf(id));
  readonly percent = percentText;
  readonly url = urlQuery(['isrc', 'upc']);
  readonly list = pagedList<SplitSheetDto>(() => 'split-sheets', this.url.values);
  readonly key = (sheet: SplitSheetDto): string => sheet.id;
}
