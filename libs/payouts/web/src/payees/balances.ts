import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MoneyText, type BalanceDto } from '@max/web';

/** What is available and what is held, per currency. */
@Component({
  selector: 'mb-balances',
  imports: [MoneyText],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-grid' },
  template: `
    @for (b of balances(); track b.currency) {
      <section class="mb-card mb-pad" [attr.aria-label]="'Balance in ' + b.currency">
        <dl>
          <div class="available">
            <dt>Available</dt>
            <dd><mb-money [amount]="b.available" [currency]="b.currency" /></dd>
          </div>
          <div>
            <dt>Held</dt>
            <dd><mb-money [amount]="b.held" [currency]="b.currency" /></dd>
          </div>
        </dl>
      </section>
    } @empty {
      <p class="mb-card mb-pad mb-muted">No money has come yet.</p>
    }
  `,
  styles: `
    dl {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0.5rem 1.5rem;
      margin: 0;
    }

    dt {
      color: var(--mb-text-muted);
      font-size: 0.78rem;
    }

    dd {
      margin: 0;
      font: 560 1.1rem/1.5 var(--mb-font-display);
    }

    .available dd {
      font-size: 1.4rem;
      line-height: 1.2;
    }
  `,
})
export class Balances {
  readonly balances = input.required<readonly BalanceDto[]>();
}
