import { computed, inject, Injectable } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { EMPTY, expand, reduce, type Observable } from 'rxjs';

import { ApiClient } from '../api/api-client';
import type { Page } from '../api/page';
import type { PayeeDto } from '../api/types/payouts';
import { Session } from '../session/session';

/** Names of payees for views that hold ids only; read once, all pages, when first asked for. */
@Injectable({ providedIn: 'root' })
export class PayeeNames {
  private readonly api = inject(ApiClient);
  private readonly may = inject(Session);
  private readonly all = rxResource({
    params: () => (this.may.can('read', 'Payee') ? this.may.user()?.id : undefined),
    stream: () => this.read(),
  });
  private readonly names = computed(() => (this.all.hasValue() ? this.all.value() : new Map<string, string>()));

  /** The name, or the beginning of the id where it isn't known (yet). */
  nameOf(id: string): string {
    return this.names().get(id) ?? `Payee ${id.slice(0, 8)}`;
  }

  private read(): Observable<Map<string, string>> {
    const page = (after: string | null): Observable<Page<PayeeDto>> => this.api.get('payees', { limit: '200', after });
    return page(null).pipe(
      expand(({ next }) => (next === null ? EMPTY : page(next))),
      reduce(
        (names, { items }) => items.reduce((map, { id, name }) => map.set(id, name), names),
        new Map<string, string>(),
      ),
    );
  }
}
