import type Stripe from 'stripe';

import { payee, refusal, simulate, type Simulation } from './kit/simulation';

describe('an idempotency key', () => {
  let simulation: Simulation;
  let destination: string;
  beforeEach(async () => {
    simulation = await simulate();
    destination = (await payee(simulation.stripe)).id;
  });
  afterEach(() => simulation.end());

  const transfer = (idempotencyKey: string, amount = 100): Promise<Stripe.Response<Stripe.Transfer>> =>
    simulation.stripe.transfers.create({ amount, currency: 'usd', destination }, { idempotencyKey });
  const transfers = async () => (await simulation.state())['transfers'];

  it('makes the same request happen once, and marks the repeated answer', async () => {
    const first = await transfer('a');
    const again = await transfer('a');
    expect(again.id).toBe(first.id);
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await transfers()).toBe(1);
  });

  it('is remembered over a restart', async () => {
    const first = await transfer('a');
    simulation = await simulation.restart();
    expect((await transfer('a')).id).toBe(first.id);
    expect(await transfers()).toBe(1);
  });

  it('is refused for another request', async () => {
    await transfer('a');
    expect(await refusal(transfer('a', 101))).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
    expect(await transfers()).toBe(1);
  });

  it('repeats a refusal too, but not one of bad parameters', async () => {
    expect(await refusal(transfer('a', 2_000_000))).toMatchObject({ code: 'balance_insufficient' });
    await simulation.control('funds', { currency: 'usd', amount: 9_000_000 });
    expect(await refusal(transfer('a', 2_000_000))).toMatchObject({ code: 'balance_insufficient' });
    expect(await refusal(transfer('b', -1))).toMatchObject({ param: 'amount' });
    expect((await transfer('b')).amount).toBe(100);
  });

  it('is 409 while its first request is in flight', async () => {
    await simulation.control('misfortune', { route: 'POST /v1/transfers', kind: 'hold' });
    const first = transfer('a');
    while ((await simulation.state())['heldRequests'] !== 1);
    expect(await refusal(transfer('a'))).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    await simulation.control('release');
    const { id } = await first;
    expect((await transfer('a')).id).toBe(id);
    expect(await transfers()).toBe(1);
  });

  it('makes a lost answer harmless', async () => {
    // twice, because the client tries again by itself once when a connection breaks
    await simulation.control('misfortune', { route: 'POST /v1/transfers', kind: 'drop-response', times: 2 });
    expect(await refusal(transfer('a'))).toMatchObject({ type: 'StripeConnectionError' });
    expect(await transfers()).toBe(1);
    expect((await transfer('a')).lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(await transfers()).toBe(1);
  });

  it('is free again after a request that never arrived', async () => {
    await simulation.control('misfortune', { route: 'POST /v1/transfers', kind: 'drop-request', times: 2 });
    expect(await refusal(transfer('a'))).toMatchObject({ type: 'StripeConnectionError' });
    expect(await transfers()).toBe(0);
    await simulation.control('misfortune', { route: 'POST /v1/transfers', kind: 'error-500' });
    expect(await refusal(transfer('a'))).toMatchObject({ type: 'StripeAPIError', statusCode: 500 });
    expect((await transfer('a')).lastResponse.headers['idempotent-replayed']).toBeUndefined();
  });

  it('is forgotten after a day, and too long a one is refused', async () => {
    const first = await transfer('a');
    await simulation.control('clock', { advanceMs: 24 * 60 * 60 * 1000 + 1 });
    expect((await transfer('a')).id).not.toBe(first.id);
    expect(await refusal(transfer('k'.repeat(256)))).toMatchObject({ statusCode: 400 });
  });
});
