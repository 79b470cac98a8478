import { DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { firstValueFrom, Subject, switchMap, type Observable, catchError, map, of } from 'rxjs';

import { ApiClient, type Query } from '../api/api-client';
import type { Page } from '../api/page';
import { toProblem, type Problem } from '../api/problem';

/** The most rows that one export asks the server for. */
export const EXPORT_LIMIT = 10_000;

/** A list of the API, page after page: what has come so far, whether there is more, and what went wrong. */
export interface PagedList<T> {
  readonly items: () => readonly T[];
  readonly next: () => string | null;
  readonly loading: () => boolean;
  readonly problem: () => Problem | null;
  readonly reload: () => void;
  readonly more: () => void;
  /** Every row of the current view, up to `EXPORT_LIMIT`. @throws HttpErrorResponse */
  readonly all: () => Promise<{ rows: readonly T[]; cut: boolean }>;
}

type Answer<T> = { page: Page<T>; first: boolean } | { problem: Problem };

/**
 * Follows `path` and `query`: whenever they change the list starts anew, and an answer to an older question is dropped.
 * Call it where `inject` may be called. An undefined path asks nothing yet.
 */
export const pagedList = <T>(path: () => string | undefined, query: () => Query = () => ({})): PagedList<T> => {
  const api = inject(ApiClient);
  const items = signal<readonly T[]>([]);
  const next = signal<string | null>(null);
  const loading = signal(true);
  const problem = signal<Problem | null>(null);
  const asks = new Subject<string | null>();

  const ask = (after: string | null): Observable<Answer<T>> => {
    const at = untracked(path);
    if (at === undefined) return of();
    return api.get<Page<T>>(at, { ...untracked(query), after }).pipe(
      map((page): Answer<T> => ({ page, first: after === null })),
      catchError((error: unknown) => of<Answer<T>>({ problem: toProblem(error) })),
    );
  };

  asks.pipe(switchMap(ask), takeUntilDestroyed(inject(DestroyRef))).subscribe((answer) => {
    loading.set(false);
    if ('problem' in answer) return problem.set(answer.problem);
    items.update((before) => (answer.first ? answer.page.items : [...before, ...answer.page.items]));
    next.set(answer.page.next ?? null);
  });

  const start = (after: string | null): void => {
    loading.set(true);
    problem.set(null);
    asks.next(after);
  };

  effect(() => {
    path();
    query();
    untracked(() => start(null));
  });

  const all = async (): Promise<{ rows: readonly T[]; cut: boolean }> => {
    const at = path();
    if (at === undefined) return { rows: [], cut: false };
    const rows: T[] = [];
    let after: string | null = null;
    do {
      const page: Page<T> = await firstValueFrom(api.get<Page<T>>(at, { ...query(), after }));
      rows.push(...page.items);
      after = page.next ?? null;
    } while (after !== null && rows.length < EXPORT_LIMIT);
    return { rows: rows.slice(0, EXPORT_LIMIT), cut: after !== null };
  };

  return { items, next, loading, problem, reload: () => start(null), more: () => start(next()), all };
};

/** Rows that are all here already, as a list of one page. */
export const staticList = <T>(rows: () => readonly T[]): PagedList<T> => ({
  items: rows,
  next: () => null,
  loading: () => false,
  problem: () => null,
  reload: () => undefined,
  more: () => undefined,
  all: () => Promise.resolve({ rows: rows(), cut: false }),
});
