import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { apiResource, Icon, type Page } from '@max/web';

import type { Work } from './work';

/** How much of one kind of work is waiting, and the way to it. */
@Component({
  selector: 'bo-work-card',
  imports: [Icon, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @let w = work();
    <a
      class="mb-card"
      [class.waiting]="count() !== '0' && count() !== '–'"
      [class.urgent]="w.urgent"
      [routerLink]="['/', w.path]"
      [queryParams]="w.filter"
    >
      <span class="count mb-num">{{ count() }}</span>
      <span class="title"><mb-icon [name]="w.icon" />{{ w.title }}</span>
      <span class="detail">{{ page.error() ? 'Could not be counted just now.' : w.detail }}</span>
    </a>
  `,
  styles: `
    a {
      display: grid;
      align-content: start;
      gap: 0.1rem;
      height: 100%;
      padding: 1rem 1.125rem;
      color: var(--mb-text);
      text-decoration: none;
      transition: border-color var(--mb-move);

      &:hover {
        border-color: var(--mb-line-strong);
      }
    }

    .count {
      color: var(--mb-text-muted);
      font: 600 2rem/1.2 var(--mb-font-display);
      letter-spacing: -0.03em;
    }

    .title {
      display: flex;
      align-items: center;
      gap: 0.45rem;
      font-weight: 560;
    }

    .detail {
      color: var(--mb-text-muted);
      font-size: 0.8rem;
    }

    .waiting .count {
      color: var(--mb-text);
    }

    .waiting.urgent {
      border-color: transparent;
      background: var(--mb-ink);
      color: var(--mb-on-ink);

      .count {
        color: var(--mb-lime);
      }

      .detail,
      mb-icon {
        color: var(--mb-on-ink-muted);
      }
    }
  `,
})
export class WorkCard {
  readonly work = input.required<Work>();
  readonly page = apiResource<Page<unknown>>(
    () => this.work().path,
    () => this.work().filter,
  );
  readonly count = computed(() => {
    if (!this.page.hasValue()) return '–';
    const { items, next } = this.page.value();
    return `${items.length}${next ? '+' : ''}`;
  });
}
