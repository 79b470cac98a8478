import type { HttpInterceptorFn, HttpRequest } from '@angular/common/http';

import { API } from './fresh-reads';

const KEY = 'Idempotency-Key';

/** One key a call: subscribing to it again (a retry) sends the same request, not another one. */
const keys = new WeakMap<HttpRequest<unknown>, string>();

/** 16 random bytes in hex; `randomUUID` is not to be had on pages that came without TLS. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Every POST says which one it is, so that the server does it once even if the answer got lost on the way. */
export const idempotency: HttpInterceptorFn = (request, next) => {
  if (request.method !== 'POST' || !request.url.startsWith(API) || request.headers.has(KEY)) return next(request);
  const key = keys.get(request) ?? newKey();
  keys.set(request, key);
  return next(request.clone({ setHeaders: { [KEY]: key } }));
};
