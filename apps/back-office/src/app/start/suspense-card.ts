import { ChangeDetectionStrategy, Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { add, amount, isZero } from '@max/kernel';
import { apiResource, Icon, MoneyText, type Page, type StatementDto } from '@max/web';

/** What is held in suspense by the statements booked last: lines that no recording or no split sheet fits. */
@Component({
  selector: 'bo-suspense-card',
  imports: [Icon, MoneyText, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-card mb-pad mb-stack' },
  template: `
    <h2><mb-icon name="pause" />Held in suspense</h2>
    @if (page.hasValue()) {
      <ul>
        @for (held of totals(); track held.currency) {
          <li><mb-money [amount]="held.amount" [currency]="held.currency" /></li>
        } @empty {
          <li class="mb-muted">Nothing is held.</li>
        }
      </ul>
      <p class="mb-muted">
        Sales without a known recording or without a <a routerLink="/split-sheets">split sheet</a>, in the
        {{ page.value().items.length }} statements booked last. Kept, never lost.
      </p>
    }
  `,
  styles: `
    h2 {
      display: flex;
      align-items: center;
      gap: 0.5rem;
    }

    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1.75rem;
      margin: 0;
      padding: 0;
      list-style: none;
      font: 600 1.15rem/1.4 var(--mb-font-display);
    }
  `,
})
export class SuspenseCard {
  readonly page = apiResource<Page<StatementDto>>(
    () => 'statements',
    () => ({ status: 'booked' }),
  );
  readonly totals = computed(() => {
    const sums = new Map<string, ReturnType<typeof amount>>();
    const booked = this.page.hasValue() ? this.page.value().items.flatMap((s) => s.booked) : [];
    for (const { currency, held } of booked) sums.set(currency, add(sums.get(currency) ?? amount('0'), amount(held)));
    return [...sums].filter(([, sum]) => !isZero(sum)).map(([currency, sum]) => ({ currency, amount: sum }));
  });
}
