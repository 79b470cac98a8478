import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { eventWords, Icon, type AuditEventDto } from '@max/web';

/** An event in plain words, and, opened, as it is stored. */
@Component({
  selector: 'mb-event-json',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button type="button" [attr.aria-expanded]="open()" (click)="open.set(!open())">
      <mb-icon [name]="open() ? 'chevron-down' : 'chevron-right'" />
      <span>
        <strong>{{ words() }}</strong>
        <code>{{ event().type }}</code>
      </span>
    </button>
    @if (open()) {
      <pre tabindex="0">{{ json() }}</pre>
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: min(17rem, 100%);
      text-align: start;
    }

    button {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      width: 100%;
      min-height: 1.75rem;
      padding: 0;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
      cursor: pointer;
    }

    span {
      display: grid;
      min-width: 0;
      overflow-wrap: anywhere;
    }

    strong {
      font-weight: 560;
    }

    code {
      color: var(--mb-text-muted);
      font-size: 0.74rem;
    }

    mb-icon {
      color: var(--mb-text-muted);
      font-size: 0.8rem;
    }

    pre {
      max-width: min(70ch, calc(100vw - 4rem));
      max-height: 26rem;
      margin: 0.5rem 0;
      padding: 0.75rem;
      overflow: auto;
      border-radius: var(--mb-radius-small);
      background: var(--mb-ink);
      color: var(--mb-on-ink);
      font-size: 0.76rem;
      line-height: 1.5;
    }
  `,
})
export class EventJson {
  readonly event = input.required<AuditEventDto>();
  readonly open = signal(false);
  readonly words = computed(() => eventWords(this.event()));
  readonly json = computed(() => JSON.stringify(this.event(), null, 2));
}
