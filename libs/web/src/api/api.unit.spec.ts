import { HttpErrorResponse, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs';

import { ApiClient } from './api-client';
import { freshReads } from './fresh-reads';
import { problemKind, toProblem } from './problem';

const refused = (status: number, error: unknown): HttpErrorResponse => new HttpErrorResponse({ status, error });

describe('problems', () => {
  it('reads a problem document with its fields and extension members', () => {
    const problem = toProblem(
      refused(409, { type: 'statement-already-received', title: 'Conflict', status: 409, detail: 'known', id: 's1' }),
    );
    expect(problem).toEqual({
      type: 'statement-already-received',
      title: 'Conflict',
      status: 409,
      detail: 'known',
      errors: [],
      extra: { id: 's1' },
    });
  });

  it('reads one that came as text, as downloads do', () => {
    expect(toProblem(refused(403, '{"type":"maker-is-checker","title":"Forbidden"}')).type).toBe('maker-is-checker');
  });

  it('survives HTML, nothing at all and a thrown string', () => {
    expect(toProblem(refused(502, '<html>')).title).toBe('Error 502');
    expect(toProblem(refused(0, null)).title).toBe('No answer from the server');
    expect(toProblem('boom').detail).toBe('boom');
  });

  it('drops field errors of the wrong shape instead of failing', () => {
    const { errors } = toProblem(refused(400, { errors: [{ field: 'a', message: 'b' }, 7, { field: 3 }] }));
    expect(errors).toEqual([
      { field: 'a', message: 'b' },
      { field: '', message: 'Not valid.' },
    ]);
  });

  it('knows a kind by slug and by address', () => {
    const of = (type: string): string => problemKind(toProblem(refused(403, { type })));
    expect(of('maker-is-checker')).toBe('maker-is-checker');
    expect(of('https://max.example/problems/maker-is-checker')).toBe('maker-is-checker');
  });
});

describe('the API client', () => {
  let api: ApiClient;
  let server: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(withInterceptors([freshReads])),
        provideHttpClientTesting(),
      ],
    });
    api = TestBed.inject(ApiClient);
    server = TestBed.inject(HttpTestingController);
  });
  afterEach(() => server.verify());

  const write = async (position: string): Promise<void> => {
    const written = firstValueFrom(api.post('statements/s1/book'));
    server.expectOne('/api/v1/statements/s1/book').flush({ position });
    await written;
  };

  it('asks for no position before the first write', async () => {
    const read = firstValueFrom(api.get('statements', { status: '', source: undefined, limit: '8' }));
    server.expectOne('/api/v1/statements?limit=8').flush({ items: [], next: null });
    await read;
  });

  it('reads at least what it has written, the furthest of all writes', async () => {
    await write('900');
    await write('1000');
    await write('99');
    const read = firstValueFrom(api.get('statements'));
    server.expectOne('/api/v1/statements?atLeast=1000').flush({ items: [], next: null });
    await read;
  });

  it('does not hold back the question who is signed in', async () => {
    await write('7');
    const read = firstValueFrom(api.getDirect('auth/me'));
    server.expectOne('/api/v1/auth/me').flush({});
    await read;
  });

  it('passes every other problem on at once', async () => {
    await write('7');
    const read = firstValueFrom(api.get('statements'));
    server
      .expectOne('/api/v1/statements?atLeast=7')
      .flush({ type: 'not-allowed' }, { status: 403, statusText: 'Forbidden' });
    await expect(read).rejects.toMatchObject({ status: 403 });
  });

  it('tells how far an upload is, then the answer', async () => {
    const file = new File(['12345'], 'report.tsv');
    const events = lastValueFrom(api.upload('statements', file, { format: '', corrects: 's0' }).pipe(toArray()));
    const request = server.expectOne('/api/v1/statements');
    const body: unknown = request.request.body;
    if (!(body instanceof FormData)) throw new Error('not a form');
    expect([...body.keys()]).toEqual(['corrects', 'file']);
    request.event({ type: 1, loaded: 3, total: 5 });
    request.flush({ id: 's1', sha256: 'ab' });
    expect(await events).toEqual([
      { state: 'sending', sent: 3, total: 5 },
      { state: 'done', answer: { id: 's1', sha256: 'ab' } },
    ]);
  });
});
