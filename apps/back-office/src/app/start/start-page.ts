import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { CanDirective, Icon, PageHeader, Session } from '@max/web';

import { RecentStatements } from './recent-statements';
import { SealedCard } from './sealed-card';
import { SuspenseCard } from './suspense-card';
import { WORK } from './work';
import { WorkCard } from './work-card';

/** What needs doing, by what this person may do. */
@Component({
  selector: 'bo-start-page',
  imports: [
    CanDirective,
    Icon,
    MatButtonModule,
    PageHeader,
    RecentStatements,
    RouterLink,
    SealedCard,
    SuspenseCard,
    WorkCard,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-stack' },
  template: `
    <mb-page-header [heading]="'Hello, ' + firstName()" detail="What waits for you, and how things stand.">
      <a *mbCan="'create'; a: 'Statement'" mat-flat-button routerLink="/statements/upload">
        <mb-icon name="upload" />Upload statements
      </a>
    </mb-page-header>
    @if (work().length > 0) {
      <section class="mb-grid" aria-label="What needs doing">
        @for (w of work(); track w.title) {
          <bo-work-card [work]="w" />
        }
      </section>
    }
    <div class="mb-grid two">
      <bo-suspense-card *mbCan="'read'; a: 'Statement'" />
      <bo-sealed-card *mbCan="'read'; a: 'Checkpoint'" />
    </div>
    <bo-recent-statements *mbCan="'read'; a: 'Statement'" />
  `,
  styles: `
    .mb-grid:not(.two) {
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr));
    }

    .two {
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
    }
  `,
})
export class StartPage {
  private readonly session = inject(Session);
  readonly work = computed(() => WORK.filter((w) => this.session.can(w.needs.action, w.needs.kind)));
  readonly firstName = computed(() => this.session.user()?.name.split(' ')[0] ?? '');
}
