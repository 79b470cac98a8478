import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import { amountParts, amountText } from './format-amount';

/**
 * Money, the one way it is shown: tabular figures, grouped, the currency after it. Digits beyond the smallest unit are
 * dimmed (`exact`), told by a mark (`unit`) or left to the title alone (`brief`); they are never rounded.
 */
@Component({
  selector: 'mb-money',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[class.negative]': "parts().sign !== ''", '[title]': 'whole()' },
  template: `<span class="mb-num">{{ parts().sign }}{{ parts().main }}</span>
    @if (digits() === 'exact' && parts().beyond) {
      <span class="beyond mb-num">{{ beyond() }}</span>
    } @else if (digits() === 'unit' && parts().beyond) {
      <span class="more" aria-hidden="true">…</span>
    }
    <span class="currency">&nbsp;{{ currency() }}</span>`,
  styles: `
    :host {
      white-space: nowrap;
    }

    :host(.negative) {
      color: var(--mb-bad);
    }

    .beyond {
      color: var(--mb-text-muted);
      font-size: 0.88em;
    }

    .more {
      color: var(--mb-text-muted);
      font-size: 0.8em;
    }

    .currency {
      color: var(--mb-text-muted);
      font-family: var(--mb-font);
      font-size: 0.78em;
      font-weight: 500;
      letter-spacing: 0.02em;
    }
  `,
})
export class MoneyText {
  readonly amount = input.required<string>();
  readonly currency = input.required<string>();
  readonly digits = input<'exact' | 'unit' | 'brief'>('unit');

  readonly parts = computed(() => amountParts(this.amount(), this.currency()));
  readonly whole = computed(() => amountText(this.amount(), this.currency()));
  readonly beyond = computed(() => {
    const { main, beyond } = this.parts();
    const shown = beyond.length > 10 ? `${beyond.slice(0, 10)}…` : beyond;
    return main.includes('.') ? shown : `.${shown}`;
  });
}
