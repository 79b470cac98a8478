import { ChangeDetectionStrategy, Component, computed, input, model, signal } from '@angular/core';
import { MatAutocompleteModule } from '@angular/material/autocomplete';

import { apiResource } from '../api/api-client';
import type { Page } from '../api/page';
import type { PayeeDto } from '../api/types/payouts';

/** Finds a payee by name; `payee` is the chosen one, null while the text is none. */
@Component({
  selector: 'mb-payee-picker',
  imports: [MatAutocompleteModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <input
      #control
      [id]="controlId()"
      [matAutocomplete]="auto"
      [value]="text()"
      [attr.aria-invalid]="invalid()"
      (input)="type(control.value)"
      autocomplete="off"
      spellcheck="false"
      placeholder="Name of the payee"
    />
    <mat-autocomplete #auto="matAutocomplete" (optionSelected)="choose($event.option.value)" [displayWith]="nameOf">
      @for (payee of found(); track payee.id) {
        <mat-option [value]="payee">{{ payee.name }}</mat-option>
      }
    </mat-autocomplete>
  `,
})
export class PayeePicker {
  readonly controlId = input.required<string>();
  readonly invalid = input(false);
  readonly payee = model<PayeeDto | null>(null);

  private readonly typed = signal('');
  private readonly matches = apiResource<Page<PayeeDto>>(
    () => (this.typed().trim().length > 0 ? 'payees' : undefined),
    () => ({ q: this.typed().trim() }),
  );
  readonly text = computed(() => this.payee()?.name ?? this.typed());
  readonly found = computed(() => (this.matches.hasValue() ? this.matches.value().items.slice(0, 12) : []));
  readonly nameOf = (payee: PayeeDto | string | null): string =>
    typeof payee === 'string' ? payee : (payee?.name ?? '');

  type(text: string): void {
    this.payee.set(null);
    this.typed.set(text);
  }

  choose(payee: PayeeDto): void {
    this.payee.set(payee);
  }
}
