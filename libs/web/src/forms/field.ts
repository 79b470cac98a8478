import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

import type { Problem } from '../api/problem';

let count = 0;

/**
 * A labelled control: `<mb-field #f label="Email" name="email" [problem]="problem()"><input [id]="f.id" …>`. What the
 * server refuses about the field of that name stands right beside it.
 */
@Component({
  selector: 'mb-field',
  exportAs: 'mbField',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label [for]="id">{{ label() }}</label>
    <ng-content />
    @if (messages().length > 0) {
      <p class="error" [id]="errorId" role="alert">{{ messages().join(' ') }}</p>
    } @else if (hint()) {
      <p class="hint">{{ hint() }}</p>
    }
  `,
  styleUrl: './field.scss',
})
export class Field {
  readonly id = `mb-field-${++count}`;
  readonly errorId = `${this.id}-error`;
  readonly label = input.required<string>();
  readonly hint = input<string>();
  /** The field's path in the request; what lies below it counts too. */
  readonly name = input<string>('');
  readonly problem = input<Problem | null>(null);
  readonly error = input<string | null>(null);

  readonly messages = computed(() => {
    const name = this.name();
    const own = this.error();
    const refused = (this.problem()?.errors ?? []).filter((e) => name !== '' && `${e.field}.`.startsWith(`${name}.`));
    return [...(own === null ? [] : [own]), ...refused.map((e) => e.message)];
  });
  readonly invalid = computed(() => this.messages().length > 0);
}
