import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MoneyText, type StatementDto } from '@max/web';

/** Per currency: what the accepted lines add up to, and how booking divided it: credited + held = total. */
@Component({
  selector: 'mb-money-totals',
  imports: [MoneyText],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-card mb-pad' },
  template: `
    <h2>Money</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Money, table">
      <table>
        <thead>
          <tr>
            <th scope="col">Accepted lines</th>
            <th scope="col">Credited to payees</th>
            <th scope="col">Held in suspense</th>
          </tr>
        </thead>
        <tbody>
          @for (row of rows(); track row.currency) {
            <tr>
              <td class="total" data-label="Accepted lines">
                <mb-money [amount]="row.amount" [currency]="row.currency" />
              </td>
              @if (row.booked; as booked) {
                <td data-label="Credited to payees">
                  <mb-money [amount]="booked.credited" [currency]="row.currency" />
                </td>
                <td data-label="Held in suspense"><mb-money [amount]="booked.held" [currency]="row.currency" /></td>
              } @else {
                <td class="mb-muted" colspan="2">not booked</td>
              }
            </tr>
          } @empty {
            <tr>
              <td class="mb-muted" colspan="3">Nothing counted yet.</td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    .scroll {
      overflow-x: auto;
      margin-top: 0.6rem;
    }

    table {
      width: 100%;
      border-collapse: collapse;
    }

    th {
      padding: 0 0 0.15rem 1rem;
      color: var(--mb-text-muted);
      font-size: 0.78rem;
      font-weight: 400;
      text-align: end;
      white-space: nowrap;
    }

    td {
      padding: 0.15rem 0 0.15rem 1rem;
      text-align: end;
    }

    th:first-child,
    td:first-child {
      padding-inline-start: 0;
      text-align: start;
    }

    .total {
      font: 600 1.1rem/1.4 var(--mb-font-display);
    }

    @media (width < 560px) {
      thead {
        position: absolute;
        clip-path: inset(50%);
      }

      tr,
      td,
      td:first-child {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        padding: 0.1rem 0;
      }

      tr {
        display: block;
        padding: 0.4rem 0;

        & + & {
          border-top: 1px solid var(--mb-line);
        }
      }

      td::before {
        content: attr(data-label);
        color: var(--mb-text-muted);
        font: 400 0.8rem/1.8 var(--mb-font);
      }
    }
  `,
})
export class MoneyTotals {
  readonly statement = input.required<StatementDto>();
  readonly rows = computed(() => {
    const { totals, booked } = this.statement();
    return totals.map((total) => ({ ...total, booked: booked.find((b) => b.currency === total.currency) }));
  });
}
