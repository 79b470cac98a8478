import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router, type CanActivateFn } from '@angular/router';
import type { Action } from '@max/identity/contracts';
import { tap } from 'rxjs';

import { API } from '../api/fresh-reads';
import { Session } from './session';

/** Only for people who are signed in; the others sign in first and come back to where they wanted to go. */
export const signedIn: CanActivateFn = async (_route, target) => {
  const router = inject(Router);
  const user = await inject(Session).load();
  return (
    user !== null || router.createUrlTree(['/sign-in'], { queryParams: target.url === '/' ? {} : { to: target.url } })
  );
};

/** Only for people who may; an address typed by hand ends on the page that says so. */
export const allowed =
  (action: Action, kind: string): CanActivateFn =>
  () => {
    const router = inject(Router);
    return inject(Session).can(action, kind) || router.createUrlTree(['/not-allowed']);
  };

/** A 401 in the middle of work ends the session here too and leads back to this very page after signing in. */
export const expiry: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const router = inject(Router);
  return next(request).pipe(
    tap({
      error: (error: unknown) => {
        const ours = request.url.startsWith(API) && !request.url.startsWith(`${API}auth/`);
        if (!ours || !(error instanceof HttpErrorResponse) || error.status !== 401) return;
        session.expire();
        void router.navigate(['/sign-in'], { queryParams: { to: router.url } });
      },
    }),
  );
};
