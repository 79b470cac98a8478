import { ChangeDetectionStrategy, Component } from '@angular/core';
import {
  CanDirective,
  CellDirective,
  Code,
  DataTable,
  FilterBar,
  PageHeader,
  pagedList,
  urlQuery,
  type Column,
  type Filter,
  type TrackDto,
} from '@max/web';

import { CatalogImport } from './catalog-import';

const FILTERS: readonly Filter[] = [
  { key: 'q', label: 'Title or artist', kind: 'search', placeholder: 'Part of it' },
  { key: 'isrc', label: 'ISRC', kind: 'text', placeholder: 'GB-XWZ-08-00015' },
];

const COLUMNS: readonly Column<TrackDto>[] = [
  { key: 'title', header: 'Title', value: (t) => (t.version ? `${t.title} (${t.version})` : t.title) },
  { key: 'artist', header: 'Artist', value: (t) => t.artistName },
  { key: 'isrc', header: 'ISRC', kind: 'code', value: (t) => t.isrc },
  { key: 'upc', header: 'UPC', kind: 'code', value: (t) => t.upc },
];

@Component({
  selector: 'bo-tracks-page',
  imports: [CanDirective, CatalogImport, CellDirective, Code, DataTable, FilterBar, PageHeader],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header
      heading="Catalogue"
      detail="The recordings that sales lines are matched with, by ISRC, then by UPC."
    />
    <bo-catalog-import *mbCan="'create'; a: 'CatalogImport'" (imported)="list.reload()" />
    <mb-filter-bar [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    <mb-data-table
      caption="Tracks"
      exportAs="tracks"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyIcon="track"
      emptyHeading="No tracks"
      emptyDetail="The catalogue is empty, or nothing fits these filters."
    >
      <ng-template mbCell="isrc" let-t><mb-code [value]="t.isrc" /></ng-template>
    </mb-data-table>
  `,
})
export class TracksPage {
  readonly filters = FILTERS;
  readonly columns = COLUMNS;
  readonly url = urlQuery(['q', 'isrc']);
  readonly list = pagedList<TrackDto>(() => 'catalog/tracks', this.url.values);
  readonly key = (track: TrackDto): string => track.isrc;
}
