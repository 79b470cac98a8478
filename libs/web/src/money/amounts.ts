import { ChangeDetectionStrategy, Component, input } from '@angular/core';

import { MoneyText } from './money';

/** Several currencies of one thing, each on a line of its own. */
@Component({
  selector: 'mb-amounts',
  imports: [MoneyText],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (a of amounts(); track a.currency) {
      <mb-money [amount]="a.amount" [currency]="a.currency" />
    } @empty {
      <span class="none">–</span>
    }
  `,
  styles: `
    :host {
      display: inline-grid;
      justify-items: end;
    }

    .none {
      color: var(--mb-text-muted);
    }
  `,
})
export class Amounts {
  readonly amounts = input.required<readonly { readonly amount: string; readonly currency: string }[]>();
}
