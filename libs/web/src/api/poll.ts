import { effect, untracked, type ResourceRef } from '@angular/core';

/** Asks anew every `everyMs` while `unsettled` holds for the last answer; stops with the page. Needs an injection context. */
export const pollWhile = <T>(
  resource: ResourceRef<T | undefined>,
  unsettled: (value: T) => boolean,
  everyMs = 1000,
): void => {
  effect((onCleanup) => {
    if (resource.isLoading() || !resource.hasValue()) return;
    const value = resource.value();
    if (value === undefined || !unsettled(value)) return;
    const timer = setTimeout(() => untracked(() => resource.reload()), everyMs);
    onCleanup(() => clearTimeout(timer));
  });
};
