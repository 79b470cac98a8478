import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Icon } from '../icon/icon';

export interface Crumb {
  readonly label: string;
  readonly to: readonly unknown[];
}

/** The head of a page: where it lies, what it is, what can be done (the slot). */
@Component({
  selector: 'mb-page-header',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (crumbs().length > 0) {
      <nav aria-label="Breadcrumb">
        @for (crumb of crumbs(); track crumb.label) {
          <a [routerLink]="crumb.to">{{ crumb.label }}</a><mb-icon name="chevron-right" />
        }
      </nav>
    }
    <div class="mb-spread">
      <div class="title">
        <h1>{{ heading() }}</h1>
        <ng-content select="[mbBeside]" />
      </div>
      <div class="mb-row"><ng-content /></div>
    </div>
    @if (detail()) {
      <p class="mb-muted">{{ detail() }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.3rem;
    }

    nav {
      display: flex;
      align-items: center;
      gap: 0.3rem;
      color: var(--mb-text-muted);
      font-size: 0.8rem;

      a {
        color: inherit;
      }

      mb-icon {
        font-size: 0.65rem;
      }
    }

    .mb-spread {
      min-height: 2.5rem;
    }

    .title {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.4rem 0.75rem;
      min-width: 0;
    }

    h1 {
      overflow-wrap: anywhere;
    }

    p {
      max-width: 72ch;
    }
  `,
})
export class PageHeader {
  readonly heading = input.required<string>();
  readonly detail = input<string>();
  readonly crumbs = input<readonly Crumb[]>([]);
}
