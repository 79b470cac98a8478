import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { apiResource } from '../api/api-client';
import type { Page } from '../api/page';
import type { AuditEventDto } from '../api/types/compliance';
import { ActorName } from '../people/actor';
import { Loading } from '../state/loading';
import { ProblemDisplay } from '../state/problem-display';
import { TimeText } from '../time/time';
import { eventWords } from './event-words';

/** What happened to one thing, from its own stream: what, who, when, and the place in the log. */
@Component({
  selector: 'mb-timeline',
  imports: [ActorName, Loading, ProblemDisplay, TimeText],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (events.error(); as error) {
      <mb-problem [error]="error" [canRetry]="true" (retry)="events.reload()" />
    } @else if (events.hasValue()) {
      <ol>
        @for (event of events.value().items; track event.id) {
          <li>
            <strong>{{ words(event) }}</strong>
            <span class="mb-muted">
              <mb-time [at]="event.occurredAt" /> · <mb-actor [actor]="event.actor" /> ·
              <span class="mb-num" title="Position in the log">#{{ event.position }}</span>
            </span>
          </li>
        } @empty {
          <li>Nothing has happened yet.</li>
        }
      </ol>
    } @else {
      <mb-loading what="events" [lines]="3" />
    }
  `,
  styles: `
    ol {
      display: grid;
      gap: 1rem;
      margin: 0;
      padding: 0 0 0 1.15rem;
      border-inline-start: 2px solid var(--mb-line);
      list-style: none;
    }

    li {
      position: relative;
      display: grid;
      overflow-wrap: anywhere;

      &::before {
        content: '';
        position: absolute;
        top: 0.35rem;
        inset-inline-start: calc(-1.15rem - 6px);
        width: 10px;
        height: 10px;
        border: 2px solid var(--mb-primary);
        border-radius: 50%;
        background: var(--mb-surface);
      }
    }

    strong {
      font-weight: 560;
    }

    span {
      font-size: 0.78rem;
    }
  `,
})
export class Timeline {
  /** The stream's name: `statement-<id>`. */
  readonly stream = input.required<string>();
  /** Grows whenever the thing may have changed, and so asks anew. */
  readonly version = input<unknown>(0);

  readonly events = apiResource<Page<AuditEventDto>>(
    () => (this.version() === undefined ? undefined : 'audit/events'),
    () => ({ stream: this.stream() }),
  );
  readonly words = eventWords;
}
