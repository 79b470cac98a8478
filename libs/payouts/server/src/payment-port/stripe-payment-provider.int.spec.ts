import { currency, newId, type PayeeId } from '@max/kernel';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';

import { startStripeSimulator, WEBHOOK_SECRET, type StripeSimulator } from '../testing/stripe-simulator';

import { BadSignature, ProviderUnavailable } from './payment-provider';
import { StripePaymentProvider } from './stripe-payment-provider';
import { accepted, orderOf, paymentProviderContract } from './testing/payment-provider.contract';

const BANK = {
  country: 'US',
  currency: currency('USD'),
  accountNumber: '000123456789',
  routingNumber: '110000000',
  agreed: { on: '2026-11-01', ip: '127.0.0.1' },
};

describe('Stripe, simulated', () => {
  let simulator: StripeSimulator;
  let provider: StripePaymentProvider;
  beforeAll(async () => {
    simulator = await startStripeSimulator();
    const { url: apiBase } = simulator;
    provider = new StripePaymentProvider({ apiKey: 'sk_test_1', apiBase, webhookSecret: WEBHOOK_SECRET });
  });
  afterAll(() => simulator.stop());

  paymentProviderContract(() => provider);

  const account = async () => accepted(await provider.ensureAccount(newId<PayeeId>(), null, BANK)).accountId;
  const misfortune = (route: string, kind: string, times: number) =>
    simulator.control('misfortune', { route, kind, times });

  it('leaves open what became of a call whose answer is lost, and finds it done', async () => {
    const order = orderOf();
    const accountId = await account();
    await misfortune('POST /v1/transfers', 'drop-response', 2); // the client itself tries a broken connection once more
    expect(await provider.transfer(order, accountId)).toMatchObject({ kind: 'unknown' });
    const { transfer } = await provider.find(order.payoutId);
    expect(transfer).toMatchObject({ accountId });
    if (transfer === null) return;
    await misfortune('POST /v1/payouts', 'drop-response', 2);
    expect(await provider.payout(order, transfer)).toMatchObject({ kind: 'unknown' });
    expect((await provider.find(order.payoutId)).payout).toMatchObject({ state: 'in-transit' });
  });

  it('leaves open what became of a call that was answered 500, and finds it not done', async () => {
    const order = orderOf();
    const accountId = await account();
    await misfortune('POST /v1/transfers', 'error-500', 1);
    expect(await provider.transfer(order, accountId)).toMatchObject({ kind: 'unknown' });
    expect(await provider.find(order.payoutId)).toEqual({ transfer: null, payout: null });
  });

  it('does not take an answer that is slow for a refusal', async () => {
    const { url: apiBase } = simulator;
    const hasty = new StripePaymentProvider({ apiKey: 'sk_test_1', apiBase, webhookSecret: '', timeoutMs: 50 });
    const order = orderOf();
    const accountId = await account();
    await misfortune('POST /v1/transfers', 'hold', 1);
    expect(await hasty.transfer(order, accountId)).toMatchObject({ kind: 'unknown' });
    // while the first is under way, the same is not a second payment either
    await expect(provider.transfer(order, accountId)).rejects.toThrow(ProviderUnavailable);
    await simulator.control('release');
    while ((await provider.find(order.payoutId)).transfer === null);
    expect((await provider.transfer(order, accountId)).kind).toBe('accepted');
  });

  it('is not available without its key or without itself, which says nothing about a payment', async () => {
    const { url: apiBase } = simulator;
    const locked = new StripePaymentProvider({ apiKey: 'nonsense', apiBase, webhookSecret: '' });
    await expect(locked.transfer(orderOf(), 'acct_1')).rejects.toThrow(ProviderUnavailable);
    await expect(locked.find(newId())).rejects.toThrow(ProviderUnavailable);
    const gone = new StripePaymentProvider({ apiKey: 'sk_test_1', apiBase: 'http://127.0.0.1:1', webhookSecret: '' });
    await expect(gone.find(newId())).rejects.toThrow(ProviderUnavailable);
    expect(await gone.transfer(orderOf(), 'acct_1')).toMatchObject({ kind: 'unknown' });
  });

  it('tells how a payout ended', async () => {
    const bank = { ...BANK, accountNumber: '000111111116' };
    const { accountId } = accepted(await provider.ensureAccount(newId<PayeeId>(), null, bank));
    const order = orderOf();
    accepted(await provider.payout(order, accepted(await provider.transfer(order, accountId))));
    await simulator.days(2);
    expect((await provider.find(order.payoutId)).payout).toMatchObject({
      state: 'failed',
      failure: { code: 'no_account' },
    });
  });
});

describe("Stripe's news", () => {
  const provider = new StripePaymentProvider({
    apiKey: 'sk_test_1',
    apiBase: 'http://127.0.0.1:1',
    webhookSecret: WEBHOOK_SECRET,
  });
  const payload = (type: string, metadata: object) =>
    JSON.stringify({
      id: 'evt_1',
      object: 'event',
      created: 1_760_000_000,
      type,
      data: {
        object: {
          id: 'po_1',
          object: 'payout',
          status: 'paid',
          amount: 1234,
          currency: 'eur',
          arrival_date: 1_760_000_000,
          trace_id: { status: 'supported', value: 'T1' },
          metadata,
        },
      },
    });
  const signed = (body: string, secret = WEBHOOK_SECRET) =>
    provider.readNews(
      Buffer.from(body),
      new Stripe('sk_test_1').webhooks.generateTestHeaderString({ payload: body, secret }),
    );

  it('are read when they are signed and about a payout of ours', () => {
    expect(signed(payload('payout.paid', { payoutId: 'p1' }))).toEqual({
      eventId: 'evt_1',
      at: '2025-10-09T08:53:20.000Z',
      payoutId: 'p1',
      amount: '12.34',
      currency: 'EUR',
      payout: { id: 'po_1', state: 'paid', arrivalDate: '2025-10-09', traceId: 'T1', failure: null },
    });
    expect(signed(payload('payout.paid', {}))).toBeNull();
    expect(signed(payload('account.updated', { payoutId: 'p1' }))).toBeNull();
  });

  it('are refused when they are signed by somebody else, not at all, or are changed', () => {
    const body = payload('payout.paid', { payoutId: 'p1' });
    expect(() => signed(body, 'whsec_other')).toThrow(BadSignature);
    expect(() => provider.readNews(Buffer.from(body), '')).toThrow(BadSignature);
    expect(() => provider.readNews(Buffer.from(body), 't=1,v1=00')).toThrow(BadSignature);
    expect(() => provider.readNews(Buffer.alloc(0), 't=1,v1=00')).toThrow(BadSignature);
  });
});

const realKey = process.env['STRIPE_TEST_KEY'];
(realKey === undefined ? describe.skip : describe)('Stripe itself (STRIPE_TEST_KEY)', () => {
  paymentProviderContract(
    () => new StripePaymentProvider({ apiKey: realKey ?? '', apiBase: undefined, webhookSecret: '' }),
  );
});

describe('a provider that answers garbage', () => {
  it('leaves the outcome open', async () => {
    const server = createServer((_request, response) => response.writeHead(200).end('<html>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new StripePaymentProvider({ apiKey: 'sk_test_1', apiBase, webhookSecret: '' });
    expect(await provider.transfer(orderOf(), 'acct_1')).toMatchObject({ kind: 'unknown' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
