import { HttpClient, HttpContext, HttpEventType, httpResource, type HttpResourceRef } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { filter, map, type Observable } from 'rxjs';

import { ANY_POSITION, API } from './fresh-reads';

export type Query = Readonly<Record<string, string | null | undefined>>;

/** What is empty is not asked for. */
export const definedParams = (query: Query): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((e): e is [string, string] => e[1] != null && e[1] !== ''));

/** How far an upload has got: `sent` of `total` bytes, then the answer. */
export type UploadEvent<T> =
  | { readonly state: 'sending'; readonly sent: number; readonly total: number }
  | { readonly state: 'done'; readonly answer: T };

/** All calls to `/api/v1`. Errors come as HttpErrorResponse; `toProblem` makes a problem of them. */
@Injectable({ providedIn: 'root' })
export class ApiClient {
  private readonly http = inject(HttpClient);

  get<T>(path: string, query: Query = {}): Observable<T> {
    return this.http.get<T>(API + path, { params: definedParams(query) });
  }

  /** A read that no view stands behind (who am I). */
  getDirect<T>(path: string): Observable<T> {
    return this.http.get<T>(API + path, { context: new HttpContext().set(ANY_POSITION, true) });
  }

  post<T>(path: string, body: object = {}): Observable<T> {
    return this.http.post<T>(API + path, body);
  }

  /** Sends one file as multipart field `file`, with what else the form has before it. */
  upload<T>(path: string, file: File, fields: Query = {}): Observable<UploadEvent<T>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(definedParams(fields))) form.append(name, value);
    form.append('file', file, file.name);
    return this.http.post<T>(API + path, form, { observe: 'events', reportProgress: true }).pipe(
      map((event): UploadEvent<T> | null => {
        if (event.type === HttpEventType.UploadProgress)
          return { state: 'sending', sent: event.loaded, total: event.total ?? file.size };
        if (event.type === HttpEventType.Response && event.body !== null) return { state: 'done', answer: event.body };
        return null;
      }),
      filter((event) => event !== null),
    );
  }

  /** The same read as another media type: CSV of the rejects, a signed note. */
  text(path: string, accept: string, query: Query = {}): Observable<string> {
    return this.http.get(API + path, {
      params: definedParams(query),
      headers: { Accept: accept },
      responseType: 'text',
    });
  }

  file(path: string, query: Query = {}): Observable<Blob> {
    return this.http.get(API + path, { params: definedParams(query), responseType: 'blob' });
  }
}

/** A read that follows its signals: answers again when path or query change; asks nothing while the path is undefined. */
export const apiResource = <T>(
  path: () => string | undefined,
  query: () => Query = () => ({}),
): HttpResourceRef<T | undefined> =>
  httpResource<T>(() => {
    const at = path();
    return at === undefined ? undefined : { url: API + at, params: definedParams(query()) };
  });
