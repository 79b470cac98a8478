import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { eventWords, freshReads, Session } from '@max/web';

import { AuditPage } from './audit/audit-page';
import { EvidencePage } from './evidence/evidence-page';

const PACK = {
  id: 'k1',
  payoutBatchId: 'b1234567-0000',
  status: 'built',
  requestedAt: '2026-11-22T08:10:00Z',
  bytes: 481233,
  reason: null,
};
const EVENT = {
  id: 'e1',
  position: '998',
  stream: 'payoutBatch-b1',
  revision: 3,
  type: 'payouts.approval-refused.v1',
  occurredAt: '2026-11-22T09:12:33Z',
  actor: { kind: 'user', id: 'u-maker' },
  data: { because: 'maker-is-checker' },
};

describe('events in plain words', () => {
  it('say what was refused and why', () => {
    expect(eventWords(EVENT)).toBe('Approval refused: maker-is-checker');
  });

  it('stay readable for a type that has none, and for data of the wrong shape', () => {
    expect(eventWords({ type: 'studio.mix-made.v1', data: null })).toBe('studio.mix-made.v1');
    expect(eventWords({ type: 'royalties.statement-rejected.v2', data: 7 })).toBe('Rejected');
  });
});

describe('pages of proof', () => {
  let server: HttpTestingController;

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(withInterceptors([freshReads])),
        provideHttpClientTesting(),
        provideRouter([
          { path: 'evidence-packs', component: EvidencePage },
          { path: 'audit', component: AuditPage },
        ]),
      ],
    });
    server = TestBed.inject(HttpTestingController);
    const loaded = TestBed.inject(Session).load();
    const abilities = [{ action: ['create', 'read', 'export'], subject: 'EvidencePack' }];
    server.expectOne('/api/v1/auth/me').flush({ user: { id: 'u', name: 'U', roles: [], payeeIds: [] }, abilities });
    await loaded;
  });

  it('make a pack for the batch that the address names, and read the list as it is after it', async () => {
    const harness = await RouterTestingHarness.create('/evidence-packs?batch=b2');
    server.expectOne('/api/v1/evidence-packs').flush({ items: [PACK], next: null });
    const batch = (id: string) => ({ id, total: '1.00', currency: 'EUR', createdAt: '2026-11-22T08:10:00Z' });
    server.expectOne('/api/v1/payout-batches?status=approved').flush({ items: [batch('b1'), batch('b2')], next: null });
    await harness.fixture.whenStable();
    const page = harness.routeNativeElement;
    expect(page?.querySelector('select')?.value).toBe('b2');
    page?.querySelector('form')?.dispatchEvent(new Event('submit'));
    const made = server.expectOne('/api/v1/evidence-packs');
    expect(made.request.body).toEqual({ payoutBatchId: 'b2' });
    made.flush({ id: 'k2', position: '50' });
    await new Promise((resolve) => setTimeout(resolve));
    await harness.fixture.whenStable();
    server.expectOne('/api/v1/evidence-packs?atLeast=50').flush({ items: [PACK], next: null });
    await harness.fixture.whenStable();
    expect(page?.textContent).toContain('470 kB');
  });

  it('ask the log with the filters of the address and open an event as it is stored', async () => {
    const harness = await RouterTestingHarness.create('/audit?type=payouts&actor=u-maker');
    server.expectOne('/api/v1/audit/events?type=payouts&actor=u-maker').flush({ items: [EVENT], next: null });
    server
      .expectOne('/api/v1/audit/checkpoints/latest')
      .flush({ type: 'no-checkpoint-yet' }, { status: 404, statusText: 'x' });
    await harness.fixture.whenStable();
    const page = harness.routeNativeElement;
    expect(page?.querySelector('pre')).toBeNull();
    page?.querySelector<HTMLButtonElement>('mb-event-json button')?.click();
    await harness.fixture.whenStable();
    expect(JSON.parse(page?.querySelector('pre')?.textContent ?? '')).toEqual(EVENT);
  });
});
