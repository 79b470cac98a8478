import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Lines where words will stand. Shown only after a moment, so that quick answers don't flicker. */
@Component({
  selector: 'mb-loading',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `
    <span class="mb-visually-hidden">Loading {{ what() }}</span>
    @for (width of widths(); track $index) {
      <span class="line" [style.width.%]="width" aria-hidden="true"></span>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.8rem;
      padding: 1.1rem;
      animation: appear 0.2s 0.18s both;
    }

    .line {
      height: 0.8rem;
      border-radius: 4px;
      background: linear-gradient(90deg, var(--mb-line) 30%, var(--mb-surface-hover) 50%, var(--mb-line) 70%);
      background-size: 300% 100%;
      animation: sweep 1.6s linear infinite;
    }

    @keyframes appear {
      from {
        opacity: 0;
      }
    }

    @keyframes sweep {
      from {
        background-position: 100% 0;
      }

      to {
        background-position: -50% 0;
      }
    }
  `,
})
export class Loading {
  readonly what = input('');
  readonly lines = input(4);
  readonly widths = computed(() => Array.from({ length: this.lines() }, (_, i) => 92 - ((i * 37) % 45)));
}
