import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';

import { isObject, textAt } from '../timeline/json';
import { People } from './people';

/** Who did it: a person by name where names may be known, or the part of the system. */
@Component({
  selector: 'mb-actor',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { '[title]': 'id()' },
  template: `{{ text() }}`,
})
export class ActorName {
  /** A user id, or an event's actor `{kind, id}`. */
  readonly actor = input.required<unknown>();
  private readonly people = inject(People);

  readonly id = computed(() => {
    const actor = this.actor();
    return typeof actor === 'string' ? actor : (textAt(actor, 'id') ?? 'unknown');
  });
  readonly text = computed(() => {
    const actor = this.actor();
    const kind = isObject(actor) ? textAt(actor, 'kind') : 'user';
    return kind === 'system' ? `System (${this.id()})` : this.people.nameOf(this.id());
  });
}
