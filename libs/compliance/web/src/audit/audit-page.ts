import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  ActorName,
  CellDirective,
  CheckpointNote,
  DataTable,
  FilterBar,
  PageHeader,
  pagedList,
  urlQuery,
  type AuditEventDto,
} from '@max/web';

import { AUDIT_COLUMNS, AUDIT_FILTERS } from './audit-columns';
import { EventJson } from './event-json';

/** The log itself: who did what, when and to what; each event as it is stored. Reading it is recorded too. */
@Component({
  selector: 'mb-audit-page',
  imports: [ActorName, CellDirective, CheckpointNote, DataTable, EventJson, FilterBar, PageHeader, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header
      heading="Audit log"
      detail="Every decision about money, rights and access. Reading it is recorded too."
    />
    <mb-checkpoint-note />
    <mb-filter-bar [filters]="filters" [values]="url.values()" (changed)="url.set($event)" />
    <mb-data-table
      caption="Events"
      exportAs="audit-events"
      [list]="list"
      [columns]="columns"
      [rowKey]="key"
      emptyIcon="log"
      emptyHeading="No events"
      emptyDetail="None fits these filters."
    >
      <ng-template mbCell="actor" let-event><mb-actor [actor]="event.actor" /></ng-template>
      <ng-template mbCell="stream" let-event>
        <a class="stream" [routerLink]="[]" [queryParams]="{ stream: event.stream }" [title]="event.stream">{{
          event.stream
        }}</a>
      </ng-template>
      <ng-template mbCell="what" let-event><mb-event-json [event]="event" /></ng-template>
    </mb-data-table>
  `,
  styles: `
    .stream {
      display: block;
      max-width: 13rem;
      overflow: hidden;
      color: inherit;
      text-overflow: ellipsis;
    }
  `,
})
export class AuditPage {
  readonly filters = AUDIT_FILTERS;
  readonly columns = AUDIT_COLUMNS;
  readonly url = urlQuery(['stream', 'type', 'actor', 'from', 'to']);
  readonly list = pagedList<AuditEventDto>(() => 'audit/events', this.url.values);
  readonly key = (event: AuditEventDto): string => event.id;
}
