import type { HttpInterceptorFn, HttpRequest } from '@angular/common/http';

import { API } from './fresh-reads';

const KEY = 'Idempotency-Key';

/** One key a call: subscribing to it again (a retry) sends the same request, not another one. */
const keys = new WeakMap<HttpRequest<unknown>, string>();

/** Every POST says which one it is, so that the server does it once even if the answer got lost on the way. */
export const idempotency: HttpInterceptorFn = (request, next) => {
  if (request.method !== 'POST' || !request.url.startsWith(API) || request.headers.has(KEY)) return next(request);
  const key = keys.get(request) ?? crypto.randomUUID();
  keys.set(request, key);
  return next(request.clone({ setHeaders: { [KEY]: key } }));
};
