import { HttpContextToken, HttpResponse, type HttpEvent, type HttpInterceptorFn } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { retry, tap, throwError, timer, type MonoTypeOperatorFunction } from 'rxjs';

import { problemKind, toProblem } from './problem';

export const API = '/api/v1/';

/** Set on reads that have no view behind them and refuse `atLeast`. */
export const ANY_POSITION = new HttpContextToken<boolean>(() => false);

/** The log position that this browser's last write reached. */
@Injectable({ providedIn: 'root' })
export class LastWrite {
  private reached: bigint | null = null;

  get position(): string | null {
    return this.reached?.toString() ?? null;
  }

  reach(position: unknown): void {
    if (typeof position !== 'string' || !/^\d+$/.test(position)) return;
    const value = BigInt(position);
    if (this.reached === null || value > this.reached) this.reached = value;
  }
}

const positionOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'position' in body ? body.position : undefined;

/** A view that is still behind after the server's own wait gets three more chances, a second apart. */
const untilCaughtUp = (): MonoTypeOperatorFunction<HttpEvent<unknown>> =>
  retry({
    count: 3,
    delay: (error: unknown) =>
      problemKind(toProblem(error)) === 'view-behind' ? timer(1000) : throwError(() => error),
  });

/** People read their own writes: after a write, every read asks for a view that has got at least there. */
export const freshReads: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith(API)) return next(request);
  const lastWrite = inject(LastWrite);
  if (request.method !== 'GET') {
    return next(request).pipe(tap((event) => event instanceof HttpResponse && lastWrite.reach(positionOf(event.body))));
  }
  const position = lastWrite.position;
  if (position === null || request.context.get(ANY_POSITION)) return next(request);
  return next(request.clone({ setParams: { atLeast: position } })).pipe(untilCaughtUp());
};
