import { jest } from '@jest/globals';
import { newId } from '@max/kernel';
import Stripe from 'stripe';

import { WEBHOOK_SECRET } from '../src/testing/stripe-simulator';

import { admin, artistOf, auditor, bank, House, maker } from './kit/house';

jest.setTimeout(120_000); // real processes on a machine that may be busy

describe('the interface of payouts', () => {
  let house: House;
  let ann: string;
  let bob: string;
  beforeAll(async () => {
    house = await House.open();
    [ann, bob] = [await house.payee('Ann Äpfel'), await house.payee('Bob (.*)')];
    await house.credit({ [ann]: '1.23', [bob]: '4.56' });
    await house.balance(bob);
  });
  afterAll(() => house.close());

  const names = ({ body }: { body: Record<string, unknown> }) =>
    (body['items'] as { name: string }[]).map((p) => p.name);

  it('shows an artist the own money only', async () => {
    const artist = artistOf(ann);
    expect(names(await house.get(artist, 'payees'))).toEqual(['Ann Äpfel']);
    expect((await house.get(artist, `payees/${ann}/balance`)).status).toBe(200);
    for (const path of [`payees/${bob}`, `payees/${bob}/balance`, `payees/${bob}/postings`]) {
      expect(await house.get(artist, path)).toMatchObject({ status: 404, body: { type: 'not-found' } });
    }
    expect((await house.get(artist, 'payout-batches')).status).toBe(403);
    expect((await house.post(artist, 'payees', { name: 'Me' })).status).toBe(403);
    expect((await house.get(artistOf(), 'payees')).body).toMatchObject({ items: [], next: null });
  });

  it('lets auditors look and not touch', async () => {
    expect((await house.get(auditor, 'payees')).status).toBe(200);
    expect((await house.post(auditor, 'payout-batches', { currency: 'USD' })).status).toBe(403);
    expect((await house.post(auditor, `payees/${ann}/payout-method`, bank())).status).toBe(403);
    const { status } = await house.app.as().get('/api/v1/payees');
    expect(status).toBe(401);
  });

  it('finds payees by a part of the name, taken literally, and pages through them', async () => {
    expect(names(await house.get(maker, 'payees?q=ÄPF'))).toEqual(['Ann Äpfel']);
    expect(names(await house.get(maker, 'payees?q=(.*)'))).toEqual(['Bob (.*)']);
    expect(names(await house.get(maker, 'payees?q=.*'))).toEqual(['Bob (.*)']);
    const first = await house.get(maker, 'payees?limit=1');
    expect(names(first)).toEqual(['Ann Äpfel']);
    const second = await house.get(maker, `payees?limit=1&after=${String(first.body['next'])}`);
    expect(names(second)).toEqual(['Bob (.*)']);
    expect(second.body['next']).toBeNull();
    expect((await house.get(maker, 'payees?after=nonsense')).status).toBe(422);
  });

  it.each([
    ['payees', { name: '  ' }, 'name'],
    ['payees', { name: 'X', wish: 1 }, 'wish'],
    ['payees', { name: 'X', payoutMethod: { country: 'us' } }, 'payoutMethod.country'],
    ['payout-batches', { currency: 'XXQ' }, 'currency'],
    ['payout-batches', { currency: 'USD', payeeIds: ['me'] }, 'payeeIds'],
    ['payout-batches', { currency: 'USD', amount: 5 }, 'amount'],
  ])('refuses a wrong body for %s: %j', async (path, body, field) => {
    const answer = await house.post(maker, path, body);
    expect(answer).toMatchObject({ status: 400, body: { type: 'invalid-request' } });
    expect((answer.body['errors'] as { field: string }[]).map((error) => error.field)).toContain(field);
  });

  it('tells what Stripe has against a bank account', async () => {
    const answer = await house.post(maker, `payees/${ann}/payout-method`, { ...bank(), accountNumber: '12X4' });
    expect(answer).toMatchObject({
      status: 422,
      body: { type: 'payout-method-refused', code: 'account_number_invalid' },
    });
    const refused = { name: 'Nobody', payoutMethod: { ...bank(), accountNumber: '12X4' } };
    expect(await house.post(maker, 'payees', refused)).toMatchObject({ status: 422 });
    expect(names(await house.get(maker, 'payees?q=nobody'))).toEqual([]);
    expect((await house.post(maker, `payees/${newId()}/payout-method`, bank())).status).toBe(404);
    expect(await house.post(maker, `payees/${ann}/payout-method`, { accountId: 'acct_none' })).toMatchObject({
      status: 422,
      body: { code: 'resource_missing' },
    });
  });

  it('has 404 for what there is not', async () => {
    for (const path of [`payees/${newId()}`, `payout-batches/${newId()}`, `payouts/${newId()}`]) {
      expect((await house.get(admin, path)).status).toBe(404);
    }
    expect(await house.post(maker, `payout-batches/${newId()}/submit`)).toMatchObject({
      status: 404,
      body: { type: 'no-such-payout-batch' },
    });
    expect((await house.get(maker, 'payouts?state=lost')).status).toBe(400);
  });

  describe('for webhooks', () => {
    const deliver = async (body: string, signature?: string) => {
      const call = house.app.as().post('/api/v1/webhooks/stripe').set('content-type', 'application/json');
      if (signature !== undefined) void call.set('stripe-signature', signature);
      const { status, body: answer } = await call.send(body);
      return { status, answer: answer as Record<string, unknown> };
    };
    const sign = (payload: string) =>
      new Stripe('sk_test_1').webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
    const news = (payoutId: string, amount = 100) =>
      JSON.stringify({
        id: 'evt_1',
        object: 'event',
        created: 1_760_000_000,
        type: 'payout.paid',
        data: {
          object: { id: 'po_1', status: 'paid', amount, currency: 'usd', arrival_date: 1, metadata: { payoutId } },
        },
      });

    it('believes only what is signed', async () => {
      const body = news(newId());
      for (const signature of [undefined, '', 't=1,v1=00', 'nonsense', sign(`${body} `)]) {
        expect(await deliver(body, signature)).toMatchObject({ status: 422, answer: { type: 'bad-signature' } });
      }
      expect((await deliver('{"id":', 't=1,v1=00')).status).toBeGreaterThanOrEqual(400);
    });

    it('takes note of what is not ours and does nothing', async () => {
      const body = news(newId());
      expect(await deliver(body, sign(body))).toMatchObject({ status: 200, answer: { received: true } });
      const other = JSON.stringify({ id: 'evt_2', object: 'event', type: 'customer.created', data: { object: {} } });
      expect(await deliver(other, sign(other))).toMatchObject({ status: 200 });
    });
  });
});
