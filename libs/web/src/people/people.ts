import { computed, inject, Injectable } from '@angular/core';

import { apiResource } from '../api/api-client';
import type { Page } from '../api/page';
import { Session } from '../session/session';

interface UserDto {
  readonly id: string;
  readonly name: string;
}

/** Names of the people who work here, as far as this person may know them; the log itself holds ids only. */
@Injectable({ providedIn: 'root' })
export class People {
  private readonly session = inject(Session);
  private readonly users = apiResource<Page<UserDto>>(
    () => (this.session.can('read', 'User') ? 'users' : undefined),
    () => ({ limit: '200' }),
  );
  private readonly names = computed(
    () => new Map((this.users.hasValue() ? this.users.value().items : []).map((user) => [user.id, user.name])),
  );

  /** "You", a name, or the beginning of the id. */
  nameOf(id: string): string {
    if (id === this.session.user()?.id) return 'You';
    return this.names().get(id) ?? `User ${id.slice(0, 8)}`;
  }
}
