import { ChangeDetectionStrategy, Component, computed, input, signal } from '@angular/core';
import { formatIsrc, parseIsrc } from '@max/kernel';

import { Icon } from '../icon/icon';

/** An identifier (ISRC, UPC, hash, id), set so that digits can be compared, copied in one click. */
@Component({
  selector: 'mb-code',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <code [title]="value()">{{ shown() }}</code>
    <button type="button" [attr.aria-label]="'Copy ' + value()" (click)="copy()">
      <mb-icon [name]="copied() ? 'check' : 'copy'" />
    </button>
    <span class="mb-visually-hidden" role="status">{{ copied() ? 'Copied' : '' }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.15rem;
      max-width: 100%;
    }

    code {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    button {
      display: inline-grid;
      flex: none;
      place-items: center;
      width: 1.5rem;
      height: 1.5rem;
      padding: 0;
      border: 0;
      border-radius: 6px;
      background: none;
      color: var(--mb-text-muted);
      cursor: pointer;

      &:hover {
        background: var(--mb-surface-hover);
        color: var(--mb-text);
      }
    }

    mb-icon {
      font-size: 0.8rem;
    }
  `,
})
export class Code {
  readonly value = input.required<string>();
  /** Long ones are shortened to their beginning; the whole is in the title and is what gets copied. */
  readonly short = input(false);
  readonly copied = signal(false);

  readonly shown = computed(() => {
    const value = this.value();
    const isrc = parseIsrc(value);
    if (isrc !== undefined) return formatIsrc(isrc);
    return this.short() && value.length > 13 ? `${value.slice(0, 12)}…` : value;
  });

  copy(): void {
    void navigator.clipboard.writeText(this.value()).then(() => {
      this.copied.set(true);
      setTimeout(() => this.copied.set(false), 2000);
    });
  }
}
