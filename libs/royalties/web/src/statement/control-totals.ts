import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from '@max/web';
import type { ControlTotal } from '@max/royalties/contracts';

/** What the report states about itself beside what was counted. */
@Component({
  selector: 'mb-control-totals',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'mb-card' },
  template: `
    <h2>Control totals</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Control totals, table">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" class="right">Stated</th>
            <th scope="col" class="right">Counted</th>
            <th scope="col">Holds</th>
          </tr>
        </thead>
        <tbody>
          @for (control of controls(); track control.name) {
            <tr [class.broken]="!control.holds">
              <th scope="row">{{ control.name }}</th>
              <td class="right mb-num">{{ control.stated }}</td>
              <td class="right mb-num">{{ control.counted }}</td>
              <td>
                <span class="verdict"
                  ><mb-icon [name]="control.holds ? 'check' : 'alert'" />{{ control.holds ? 'yes' : 'no' }}</span
                >
              </td>
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    h2 {
      padding: 0.9rem 1.125rem 0.5rem;
    }

    .scroll {
      overflow-x: auto;
    }

    table {
      width: 100%;
      border-collapse: collapse;
    }

    th,
    td {
      padding: 0.4rem clamp(0.5rem, 2vw, 1.125rem);
      border-top: 1px solid var(--mb-line);
      font-weight: 400;
      text-align: start;
    }

    th[scope='row'] {
      overflow-wrap: anywhere;
    }

    td {
      white-space: nowrap;
    }

    thead th {
      border: 0;
      color: var(--mb-text-muted);
      font-size: 0.75rem;
      font-weight: 560;
    }

    th:first-child {
      padding-inline-start: 1.125rem;
    }

    .right {
      text-align: end;
    }

    .verdict {
      display: inline-flex;
      align-items: center;
      gap: 0.35rem;
      color: var(--mb-good);
    }

    .broken .verdict {
      color: var(--mb-bad);
    }

    .broken td {
      font-weight: 560;
    }
  `,
})
export class ControlTotals {
  readonly controls = input.required<readonly ControlTotal[]>();
}
