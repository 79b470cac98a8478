import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ChangeDetectionStrategy, Component, provideZonelessChangeDetection } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { firstValueFrom } from 'rxjs';

import { ApiClient } from '../api/api-client';
import { freshReads } from '../api/fresh-reads';
import { SignInPage } from '../shell/sign-in-page';
import { SIGN_IN_WORDS } from '../shell/sign-in-words';
import { CanDirective } from './can.directive';
import { allowed, expiry, signedIn } from './guards';
import { Session } from './session';

const ARTIST = {
  user: { id: 'u1', email: 'noa@x.example', name: 'Noa Rivera', roles: ['artist'], payeeIds: ['p1'] },
  abilities: [{ action: 'read', subject: 'Payout', conditions: { payeeId: { $in: ['p1'] } } }],
};

@Component({
  selector: 'mb-test-page',
  imports: [CanDirective],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <b *mbCan="'read'; a: 'Payout'">payouts</b>
    <b *mbCan="'read'; a: 'Payout'; with: { payeeId: 'p2' }">other's payouts</b>
    <b *mbCan="'approve'; a: 'PayoutBatch'">approve</b>
  `,
})
class TestPage {}

describe('the session', () => {
  let server: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideZonelessChangeDetection(),
        provideHttpClient(withInterceptors([freshReads, expiry])),
        provideHttpClientTesting(),
        { provide: SIGN_IN_WORDS, useValue: { heading: 'Sign in', promise: '', detail: '' } },
        provideRouter(
          [
            { path: 'sign-in', component: SignInPage },
            { path: 'not-allowed', component: TestPage },
            { path: 'batches', component: TestPage, canActivate: [signedIn, allowed('approve', 'PayoutBatch')] },
            { path: '**', component: TestPage, canActivate: [signedIn] },
          ],
          withComponentInputBinding(),
        ),
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });
  afterEach(() => server.verify());

  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const open = async (url: string, me: object | null): Promise<RouterTestingHarness> => {
    const harness = await RouterTestingHarness.create();
    const gone = harness.navigateByUrl(url);
    await settled();
    const request = server.expectOne('/api/v1/auth/me');
    if (me === null) request.flush({ type: 'not-signed-in' }, { status: 401, statusText: 'x' });
    else request.flush(me);
    await gone;
    await harness.fixture.whenStable();
    return harness;
  };
  const signIn = async (harness: RouterTestingHarness, body: object, status: number): Promise<void> => {
    const page = harness.routeNativeElement;
    page?.querySelector('form')?.dispatchEvent(new Event('submit'));
    server.expectOne('/api/v1/auth/login').flush(body, { status, statusText: 'x' });
    await settled();
    await harness.fixture.whenStable();
  };

  it('shows what one may do, and has nothing of the rest', async () => {
    const harness = await open('/', ARTIST);
    expect(harness.routeNativeElement?.textContent?.trim()).toBe('payouts');
  });

  it('keeps to the very things that the ability names', async () => {
    await open('/', ARTIST);
    const session = TestBed.inject(Session);
    expect(session.can('read', 'Payout', { payeeId: 'p1' })).toBe(true);
    expect(session.can('read', 'Payout', { payeeId: 'p2' })).toBe(false);
    expect(session.can('read', 'PayoutBatch')).toBe(false);
  });

  it('asks strangers to sign in and brings them where they wanted to go', async () => {
    const harness = await open('/earnings?by=track', null);
    expect(TestBed.inject(Router).url).toBe('/sign-in?to=%2Fearnings%3Fby%3Dtrack');
    await signIn(harness, ARTIST, 200);
    expect(TestBed.inject(Router).url).toBe('/earnings?by=track');
  });

  it('goes nowhere else after signing in, whatever the address says', async () => {
    const harness = await open('/', null);
    await harness.navigateByUrl('/sign-in?to=//evil.example');
    await signIn(harness, ARTIST, 200);
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('says wrong credentials and a lock-out in plain words', async () => {
    const harness = await open('/', null);
    await signIn(harness, { type: 'wrong-credentials', status: 401 }, 401);
    expect(harness.routeNativeElement?.textContent).toContain('The email or the password is not right.');
    await signIn(harness, { type: 'locked-out', detail: 'locked for a quarter of an hour' }, 429);
    expect(harness.routeNativeElement?.textContent).toContain('Locked for a while');
    expect(harness.routeNativeElement?.textContent).toContain('a quarter of an hour');
  });

  it('leads from an address that is not for the role to the page that says so', async () => {
    await open('/batches', ARTIST);
    expect(TestBed.inject(Router).url).toBe('/not-allowed');
  });

  it('ends when the server says so, and keeps the place', async () => {
    const harness = await open('/payouts', ARTIST);
    const read = firstValueFrom(TestBed.inject(ApiClient).get('payouts')).catch(() => 'refused');
    server.expectOne('/api/v1/payouts').flush({ type: 'not-signed-in' }, { status: 401, statusText: 'x' });
    expect(await read).toBe('refused');
    await settled();
    await harness.fixture.whenStable();
    expect(TestBed.inject(Router).url).toBe('/sign-in?to=%2Fpayouts');
    expect(harness.routeNativeElement?.textContent).toContain('Your session has ended');
  });
});
