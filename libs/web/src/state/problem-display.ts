import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';

import { toProblem, type Problem } from '../api/problem';
import { Icon } from '../icon/icon';

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'title' in value && 'errors' in value && 'extra' in value;

/** The one way an error is shown: what happened, why, the fields it concerns, and a way on. */
@Component({
  selector: 'mb-problem',
  imports: [Icon, MatButtonModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert' },
  template: `
    <mb-icon name="alert" />
    <div class="words">
      <strong>{{ problem().title }}</strong>
      @if (problem().detail) {
        <p>{{ problem().detail }}</p>
      }
      @if (problem().errors.length > 0) {
        <ul>
          @for (e of problem().errors; track $index) {
            <li>
              @if (e.field) {
                <code>{{ e.field }}</code>
              }
              {{ e.message }}
            </li>
          }
        </ul>
      }
      <ng-content />
    </div>
    @if (canRetry()) {
      <button mat-stroked-button type="button" (click)="retry.emit()">Try again</button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: flex-start;
      gap: 0.5rem 0.75rem;
      padding: 0.75rem 1rem;
      border: 1px solid color-mix(in srgb, var(--mb-bad) 35%, transparent);
      border-radius: var(--mb-radius);
      background: var(--mb-bad-soft);
      color: var(--mb-text);
    }

    mb-icon {
      margin-top: 0.1rem;
      color: var(--mb-bad);
    }

    .words {
      flex: 1 1 14rem;
      min-width: 0;
      overflow-wrap: anywhere;
    }

    ul {
      margin: 0.25rem 0 0;
      padding-inline-start: 1.1rem;
    }
  `,
})
export class ProblemDisplay {
  /** A problem, or whatever was thrown. */
  readonly error = input.required<unknown>();
  readonly canRetry = input(false);
  readonly retry = output();

  readonly problem = computed(() => {
    const error = this.error();
    return isProblem(error) ? error : toProblem(error);
  });
}
