import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideZonelessChangeDetection } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Ask, freshReads, Session, type BatchDetailDto, type PayoutDto } from '@max/web';

import { BatchPage } from './batch/batch-page';
import { largest, place, ribbon } from './lineage/layout';
import { stateForPayee } from './portal/state-for-payee';

const PAYOUT: PayoutDto = {
  id: 'po1',
  batchId: 'b1',
  payeeId: 'p1',
  payeeName: 'Noa',
  amount: '12.30',
  currency: 'EUR',
  state: 'paid',
  reason: null,
  code: null,
  providerTransferId: null,
  providerPayoutId: null,
  traceId: null,
  requestedAt: '2026-11-21T10:00:00Z',
  arrivalDate: '2026-11-24',
  paidAt: null,
};

const BATCH: BatchDetailDto = {
  id: 'b1',
  status: 'submitted',
  currency: 'EUR',
  total: '1234.50',
  payees: 1,
  createdAt: '2026-11-21T09:00:00Z',
  maker: 'maker',
  submittedBy: 'maker',
  checker: null,
  decidedAt: null,
  reason: null,
  contentHash: 'cd'.repeat(32),
  lines: [{ payoutId: 'po1', payeeId: 'p1', payeeName: 'Noa', amount: '1234.50', state: null, reason: null }],
  skipped: [],
  refusedApprovals: [],
  payouts: {},
};

describe('the state of a payout, for who waits for it', () => {
  const words = (changes: Partial<PayoutDto>): string => stateForPayee({ ...PAYOUT, ...changes });

  it('says when money comes, as far as that is known', () => {
    expect(words({ state: 'in-transit' })).toBe('At your bank by 24 Nov 2026.');
    expect(words({ state: 'in-transit', arrivalDate: null })).toBe('On its way to your bank.');
  });

  it('says where the money is when it did not come', () => {
    expect(words({ state: 'returned', reason: 'no such account' })).toBe(
      'Your bank sent it back (no such account). The money is back on your balance.',
    );
    expect(words({ state: 'unknown' })).toContain('never sent twice');
  });
});

describe('the picture of a lineage', () => {
  it('places the largest first, from the top', () => {
    const items = [{ amount: '1' }, { amount: '-30' }, { amount: '9' }].map((i) => ({
      ...i,
      isrc: null,
      title: null,
      percent: null,
      lineCount: 1,
    }));
    expect(largest(items).map((i) => i.amount)).toEqual(['-30', '9', '1']);
    expect(place([{ amount: '6' }, { amount: '-2' }])).toMatchObject([
      { y: 0, part: 0.75 },
      { y: 68, part: 0.25 },
    ]);
  });

  it('draws nothing impossible when all amounts are zero', () => {
    const [first] = place([{ amount: '0' }]);
    expect(ribbon(0, 0, 0, first?.part ?? NaN, true).width).toBe(1.5);
  });
});

describe('a batch', () => {
  let server: HttpTestingController;
  const asked = { answer: '1234.50' as string | null };

  beforeEach(() => {
    asked.answer = '1234.50';
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(withInterceptors([freshReads])),
        provideHttpClientTesting(),
        provideRouter([]),
        { provide: Ask, useValue: { for: () => Promise.resolve(asked.answer) } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });

  const open = async (userId: string, actions: string[]): Promise<ComponentFixture<BatchPage>> => {
    const loaded = TestBed.inject(Session).load();
    const user = { id: userId, name: 'U', roles: [], payeeIds: [] };
    server.expectOne('/api/v1/auth/me').flush({ user, abilities: [{ action: actions, subject: 'PayoutBatch' }] });
    await loaded;
    const fixture = TestBed.createComponent(BatchPage);
    fixture.componentRef.setInput('id', 'b1');
    TestBed.tick();
    server.expectOne('/api/v1/payout-batches/b1').flush(BATCH);
    await fixture.whenStable();
    return fixture;
  };
  const press = async (fixture: ComponentFixture<BatchPage>, text: string): Promise<void> => {
    const element = fixture.nativeElement as HTMLElement;
    Array.from(element.querySelectorAll('button'))
      .find((button) => button.textContent?.includes(text))
      ?.click();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  };
  const textOf = (fixture: ComponentFixture<BatchPage>): string =>
    (fixture.nativeElement as HTMLElement).textContent ?? '';
  const refuse = async (fixture: ComponentFixture<BatchPage>, type: string, status: number): Promise<void> => {
    server
      .expectOne('/api/v1/payout-batches/b1/approve')
      .flush({ type, title: 'x', detail: 'y' }, { status, statusText: 'x' });
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
    server.expectOne('/api/v1/payout-batches/b1').flush(BATCH);
    await fixture.whenStable();
  };

  it('is approved with the hash of what was looked at', async () => {
    const fixture = await open('checker', ['read', 'approve', 'reject']);
    await press(fixture, 'Approve');
    expect(server.expectOne('/api/v1/payout-batches/b1/approve').request.body).toEqual({
      contentHash: BATCH.contentHash,
    });
  });

  it('is not approved when the amount was not typed', async () => {
    asked.answer = null;
    const fixture = await open('checker', ['read', 'approve']);
    await press(fixture, 'Approve');
    server.expectNone('/api/v1/payout-batches/b1/approve');
  });

  it('tells the maker beforehand, and in plain words when refused, that another must approve', async () => {
    const fixture = await open('maker', ['read', 'approve']);
    expect(textOf(fixture)).toContain('You made this batch, so somebody else has to approve it.');
    await press(fixture, 'Approve');
    await refuse(fixture, 'maker-is-checker', 403);
    expect(textOf(fixture)).toContain('Someone else must approve this batch');
  });

  it('is loaded anew when it changed under the eyes of the checker', async () => {
    const fixture = await open('checker', ['read', 'approve']);
    await press(fixture, 'Approve');
    await refuse(fixture, 'content-changed', 409);
    expect(textOf(fixture)).toContain('The batch has changed since you looked at it');
  });

  it('has no buttons for who only may look', async () => {
    const fixture = await open('auditor', ['read']);
    expect(textOf(fixture)).not.toContain('Approve');
    expect(textOf(fixture)).not.toContain('Reject');
  });
});
