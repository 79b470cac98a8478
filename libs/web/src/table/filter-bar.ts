import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';

import { Icon } from '../icon/icon';

let count = 0;

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

/** One typed filter; `key` is the name of the query parameter, in the address and at the server. */
export interface Filter {
  readonly key: string;
  readonly label: string;
  readonly kind: 'text' | 'search' | 'select' | 'date' | 'month';
  readonly options?: readonly FilterOption[];
  readonly placeholder?: string;
}

/** The filters of a list. Text is taken on Enter or on leaving, a choice at once. */
@Component({
  selector: 'mb-filter-bar',
  imports: [Icon, MatButtonModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form role="search" [attr.aria-label]="label()" (submit)="$event.preventDefault()">
      @for (f of filters(); track f.key) {
        <div class="field" [class.search]="f.kind === 'search'">
          <label [for]="id + f.key">{{ f.label }}</label>
          @switch (f.kind) {
            @case ('select') {
              <select #control [id]="id + f.key" [value]="values()[f.key] ?? ''" (change)="set(f.key, control.value)">
                <option value="" [selected]="!values()[f.key]">All</option>
                @for (o of f.options ?? []; track o.value) {
                  <option [value]="o.value" [selected]="values()[f.key] === o.value">{{ o.label }}</option>
                }
              </select>
            }
            @default {
              <input
                #control
                [id]="id + f.key"
                [type]="f.kind"
                [value]="values()[f.key] ?? ''"
                [placeholder]="f.placeholder ?? ''"
                (change)="set(f.key, control.value)"
                (search)="set(f.key, control.value)"
                autocomplete="off"
                spellcheck="false"
              />
            }
          }
        </div>
      }
      @if (active() > 0) {
        <button mat-button type="button" (click)="clear()"><mb-icon name="close" />Clear {{ active() }}</button>
      }
    </form>
  `,
  styleUrl: './filter-bar.scss',
})
export class FilterBar {
  readonly id = `mb-filter-${++count}-`;
  readonly filters = input.required<readonly Filter[]>();
  readonly values = input.required<Record<string, string>>();
  readonly label = input('Filters');
  readonly changed = output<Record<string, string | null>>();

  readonly active = computed(() => this.filters().filter((f) => this.values()[f.key]).length);

  set(key: string, value: string): void {
    const text = value.trim();
    if (text !== (this.values()[key] ?? '')) this.changed.emit({ [key]: text === '' ? null : text });
  }

  clear(): void {
    this.changed.emit(Object.fromEntries(this.filters().map((f) => [f.key, null])));
  }
}
