import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** The mark: an M made of level bars, its last one boosted. The word beside it is left out where there's no room. */
@Component({
  selector: 'mb-brand',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg viewBox="0 0 28 26" width="28" height="26" aria-hidden="true">
      <g fill="currentColor">
        <rect x="0.5" y="6" width="3.9" height="20" rx="1.95" />
        <rect x="6.2" y="8.5" width="3.9" height="9.5" rx="1.95" />
        <rect x="11.9" y="12.5" width="3.9" height="9.5" rx="1.95" />
        <rect x="17.6" y="8.5" width="3.9" height="9.5" rx="1.95" />
      </g>
      <rect class="boost" x="23.3" y="0" width="3.9" height="26" rx="1.95" />
    </svg>
    @if (word()) {
      <span class="word">Max&#8201;Booster</span>
    } @else {
      <span class="mb-visually-hidden">Max Booster</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.7rem;
      color: inherit;
    }

    .boost {
      fill: var(--mb-brand-boost, var(--mb-lime));
    }

    .word {
      font: 650 1.06rem/1 var(--mb-font-display);
      letter-spacing: -0.025em;
      white-space: nowrap;
      transform: translateY(2px);
    }
  `,
})
export class BrandMark {
  readonly word = input(true);
}
