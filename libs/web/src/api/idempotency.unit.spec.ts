import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { retry } from 'rxjs';

import { idempotency } from './idempotency';

describe('idempotency keys', () => {
  let http: HttpClient;
  let server: HttpTestingController;
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(withInterceptors([idempotency])),
        provideHttpClientTesting(),
      ],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
  });
  const keyOfNext = (url: string, answer: { status: number }): string | null => {
    const sent = server.expectOne(url);
    sent.flush(null, { ...answer, statusText: 'x' });
    return sent.request.headers.get('Idempotency-Key');
  };

  it('are kept when a POST is sent again, and new for the next one', () => {
    const send = () => http.post('/api/v1/payees', {}).pipe(retry(1));
    send().subscribe();
    const first = keyOfNext('/api/v1/payees', { status: 503 });
    const again = keyOfNext('/api/v1/payees', { status: 201 });
    send().subscribe();
    const other = keyOfNext('/api/v1/payees', { status: 201 });
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('stay away from reads, from other servers, and from one that the caller chose', () => {
    http.get('/api/v1/payees').subscribe();
    expect(keyOfNext('/api/v1/payees', { status: 200 })).toBeNull();
    http.post('https://elsewhere.example/x', {}).subscribe();
    expect(keyOfNext('https://elsewhere.example/x', { status: 200 })).toBeNull();
    http.post('/api/v1/payees', {}, { headers: { 'Idempotency-Key': 'mine' } }).subscribe();
    expect(keyOfNext('/api/v1/payees', { status: 200 })).toBe('mine');
  });
});
