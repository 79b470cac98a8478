import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { provideZonelessChangeDetection, type Type } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { ApiClient, freshReads, Session, toProblem, type EarningDto, type PayeeDto, type StatementDto } from '@max/web';

import { barsOf, currenciesOf, earningLabel, totalOf } from './earnings/earnings';
import { NewSplitSheetPage } from './split-sheets/new-split-sheet-page';
import { parsePercent, percentText, remainder } from './split-sheets/shares';
import { StatementPage } from './statement/statement-page';
import { knownId, Upload } from './upload/upload';

const payee = (id: string): PayeeDto => ({ id, name: id, registeredAt: '', balances: [], payoutMethod: null });

const earning = (key: string | null, amount: string, currency = 'USD'): EarningDto => ({
  key,
  label: key ?? 'unknown',
  currency,
  amount,
  quantity: '1',
});

describe('shares', () => {
  it('are numbers of per cent above nothing, exactly', () => {
    expect(['33.333333', ' 50 ', '12,5', '100'].map(parsePercent)).toEqual(['33.333333', '50', '12.5', '100']);
    expect(['0', '-1', '100.1', '1.1234567', 'half', ''].map(parsePercent)).toEqual(Array(6).fill(null));
  });

  it('add up to a hundred, not to nearly a hundred', () => {
    expect(remainder(['33.333333', '33.333333', '33.333333'])).toBe('0.000001');
    expect(percentText(remainder(['60', '50.5']))).toBe('-10.5');
    expect(percentText('25.500000')).toBe('25.5');
    expect(percentText('100')).toBe('100');
  });
});

describe('earnings', () => {
  it('are added exactly, each currency for itself', () => {
    const items = [earning('2026-01', '0.1'), earning('2026-02', '0.2'), earning('2026-02', '5', 'EUR')];
    expect(totalOf(items, 'USD')).toBe('0.3');
    expect(currenciesOf(items)).toEqual(['USD', 'EUR']);
  });

  it('stand in the order of time, or the largest first', () => {
    const items = [earning('b', '1'), earning('a', '12.5'), earning('c', '9')];
    expect(barsOf('service', items, 'USD').map((bar) => bar.key)).toEqual(['a', 'c', 'b']);
    const months = [earning('2026-02', '9'), earning('2026-01', '1')];
    expect(barsOf('month', months, 'USD').map((bar) => bar.label)).toEqual(['Jan 2026', 'Feb 2026']);
  });

  it('name countries, and admit what is not known', () => {
    expect(earningLabel('territory', earning('DE', '1'))).toBe('Germany');
    expect(earningLabel('service', earning(null, '1'))).toBe('Not known');
  });
});

describe('pages', () => {
  let server: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(withInterceptors([freshReads])),
        provideHttpClientTesting(),
        provideRouter([]),
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });

  const signIn = async (abilities: object[]): Promise<void> => {
    const loaded = TestBed.inject(Session).load();
    server.expectOne('/api/v1/auth/me').flush({ user: { id: 'u', name: 'U', payeeIds: [], roles: [] }, abilities });
    await loaded;
  };
  const open = <T>(page: Type<T>, inputs: Record<string, unknown> = {}): ComponentFixture<T> => {
    const fixture = TestBed.createComponent(page);
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    TestBed.tick();
    return fixture;
  };
  const textOf = (fixture: ComponentFixture<unknown>): string =>
    (fixture.nativeElement as HTMLElement).textContent ?? '';

  const STATEMENT: StatementDto = {
    id: 's1',
    status: 'parsed',
    booking: false,
    fileName: 'distrokid-2026-09.tsv',
    sha256: 'ab'.repeat(32),
    bytes: 10,
    receivedAt: '2026-11-22T09:10:00Z',
    receivedBy: 'u',
    format: 'distrokid',
    formatVersion: '1',
    source: 'DistroKid',
    period: null,
    lines: { total: 3, accepted: 0, rejected: 0, unmatched: 0, duplicateLooking: 0 },
    totals: [],
    booked: [],
    controls: [],
    warnings: [],
    problems: [],
    acceptedBecause: null,
    rejection: null,
    corrects: null,
    supersededBy: null,
    groupsRoot: null,
    groupCount: null,
    position: '40',
  };
  const answer = async (
    fixture: ComponentFixture<unknown>,
    url: string,
    changes: Partial<StatementDto> = {},
  ): Promise<void> => {
    server.expectOne(`/api/v1/${url}`).flush({ ...STATEMENT, ...changes });
    await fixture.whenStable();
  };
  const button = (fixture: ComponentFixture<unknown>, text: string): HTMLButtonElement | undefined =>
    Array.from((fixture.nativeElement as HTMLElement).querySelectorAll('button')).find((b) =>
      b.textContent?.includes(text),
    );

  it('book a statement, and read it as it stands after the write', async () => {
    await signIn([{ action: ['read', 'book'], subject: 'Statement' }]);
    const fixture = open(StatementPage, { id: 's1' });
    await answer(fixture, 'statements/s1');
    button(fixture, 'Book')?.click();
    server.expectOne('/api/v1/statements/s1/book').flush({ position: '41' }, { status: 202, statusText: 'Accepted' });
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
    await answer(fixture, 'statements/s1?atLeast=41', { status: 'booked' });
    expect(textOf(fixture)).toContain('Booked');
    expect(button(fixture, 'Book')).toBeUndefined();
  });

  it('say in words why a statement can not be booked now', async () => {
    await signIn([{ action: ['read', 'book'], subject: 'Statement' }]);
    const fixture = open(StatementPage, { id: 's1' });
    await answer(fixture, 'statements/s1');
    button(fixture, 'Book')?.click();
    server
      .expectOne('/api/v1/statements/s1/book')
      .flush(
        { type: 'wrong-statement-state', title: 'Conflict', detail: 'it is booked' },
        { status: 409, statusText: 'x' },
      );
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
    await answer(fixture, 'statements/s1', { status: 'booked' });
    expect(textOf(fixture)).toContain('it is booked');
  });

  it('offer no booking to who only may look', async () => {
    await signIn([{ action: 'read', subject: 'Statement' }]);
    const fixture = open(StatementPage, { id: 's1' });
    await answer(fixture, 'statements/s1', { rejection: null });
    expect(button(fixture, 'Book')).toBeUndefined();
  });

  it('put the reason of a rejected file first, with its line', async () => {
    await signIn([{ action: 'read', subject: 'Statement' }]);
    const fixture = open(StatementPage, { id: 's1' });
    await answer(fixture, 'statements/s1', {
      status: 'rejected',
      rejection: { code: 'cut-off', reason: 'the last line is cut off', line: 9020 },
    });
    expect(textOf(fixture)).toContain('Nothing of this file was booked.');
    expect(textOf(fixture)).toContain('the last line is cut off (line 9020)');
  });

  it('send no split sheet that does not add up', () => {
    const page = open(NewSplitSheetPage, { isrc: 'gb-xwz-08-00015' }).componentInstance;
    page.change(0, { payee: payee('p1'), percent: '60' });
    page.change(1, { payee: payee('p2'), percent: '39.999999' });
    expect(page.target()).toEqual({ isrc: 'GBXWZ0800015' });
    expect(page.leftText()).toBe('0.000001 % left to give');
    void page.save();
    server.expectNone('/api/v1/split-sheets');
    page.change(1, { percent: '40' });
    expect(page.leftText()).toBe('Adds up to 100 %');
    void page.save();
    expect(server.expectOne('/api/v1/split-sheets').request.body).toMatchObject({
      target: { isrc: 'GBXWZ0800015' },
      shares: [
        { payeeId: 'p1', percent: '60' },
        { payeeId: 'p2', percent: '40' },
      ],
    });
  });

  it('lead from a file that is here already to the first of its kind', async () => {
    const upload = new Upload(new File(['x'], 'a.tsv'));
    const sent = upload.send(TestBed.inject(ApiClient), { format: '', corrects: undefined });
    server
      .expectOne('/api/v1/statements')
      .flush({ type: 'statement-already-received', id: 's0' }, { status: 409, statusText: 'Conflict' });
    await sent;
    expect(upload.state()).toEqual({ state: 'known', id: 's0' });
    expect(knownId({ ...toProblem('x'), type: 'something-else', extra: { id: 's0' } })).toBeNull();
  });

  it('stop an upload that is cancelled', async () => {
    const upload = new Upload(new File(['x'], 'a.tsv'));
    const sent = upload.send(TestBed.inject(ApiClient), { format: '', corrects: undefined });
    const request = server.expectOne('/api/v1/statements');
    upload.cancel();
    await sent;
    expect(request.cancelled).toBe(true);
    expect(upload.state()).toMatchObject({ state: 'failed', problem: { title: 'Cancelled' } });
  });
});
