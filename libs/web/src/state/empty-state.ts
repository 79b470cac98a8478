import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { Icon } from '../icon/icon';
import type { IconName } from '../icon/paths';

/** Nothing here, why that is, and what to do about it (the slot). */
@Component({
  selector: 'mb-empty',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <span class="seal"><mb-icon [name]="icon()" /></span>
    <strong>{{ heading() }}</strong>
    @if (detail()) {
      <p class="mb-muted">{{ detail() }}</p>
    }
    <ng-content />
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 0.35rem;
      padding: 2.5rem 1.25rem;
      text-align: center;
    }

    .seal {
      display: grid;
      place-items: center;
      width: 2.75rem;
      height: 2.75rem;
      margin-bottom: 0.35rem;
      border-radius: 14px;
      background: var(--mb-primary-soft);
      color: var(--mb-on-primary-soft);
    }

    p {
      max-width: 44ch;
    }
  `,
})
export class EmptyState {
  readonly icon = input<IconName>('search');
  readonly heading = input.required<string>();
  readonly detail = input<string>();
}
