import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';

import type { Query } from '../api/api-client';

/** The filters and the order of a list, kept in the address: a link shows the same view, back goes back. */
export interface UrlQuery {
  readonly values: Signal<Record<string, string>>;
  /** Changes some; empty ones leave the address. */
  readonly set: (changes: Query) => void;
}

/** Reads only the named parameters; others in the address are nobody's business here. */
export const urlQuery = (names: readonly string[]): UrlQuery => {
  const router = inject(Router);
  const route = inject(ActivatedRoute);
  const params = toSignal(route.queryParamMap, { initialValue: route.snapshot.queryParamMap });
  const values = computed(
    () => {
      const at = params();
      return Object.fromEntries(names.flatMap((name) => (at.get(name) ? [[name, at.get(name) ?? '']] : [])));
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const set = (changes: Query): void => {
    const queryParams = Object.fromEntries(Object.entries(changes).map(([k, v]) => [k, v || null]));
    void router.navigate([], { relativeTo: route, queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  };
  return { values, set };
};
