import type Stripe from 'stripe';

import { payee, refusal, simulate, type Simulation } from './kit/simulation';

describe('a request', () => {
  let simulation: Simulation;
  let stripe: Stripe;
  let destination: string;
  beforeAll(async () => {
    simulation = await simulate();
    stripe = simulation.stripe;
    destination = (await payee(stripe)).id;
  });
  afterAll(() => simulation.end());

  const raw = (path: string, body?: string, contentType = 'application/x-www-form-urlencoded') =>
    fetch(`${simulation.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: 'Bearer sk_test_1', ...(body !== undefined && { 'content-type': contentType }) },
      ...(body !== undefined && { body }),
    });
  const errorOf = async (answer: Response) => ((await answer.json()) as { error: Record<string, unknown> }).error;

  it.each([
    ['an unknown parameter', 'amount=1&currency=usd&destination=D&wish=x', 'parameter_unknown', 'wish'],
    ['a missing one', 'currency=usd&destination=D', 'parameter_missing', 'amount'],
    ['a fraction of a cent', 'amount=1.5&currency=usd&destination=D', 'parameter_invalid_integer', 'amount'],
    ['a negative amount', 'amount=-1&currency=usd&destination=D', 'parameter_invalid_integer', 'amount'],
    ['an amount with letters', 'amount=1e3&currency=usd&destination=D', 'parameter_invalid_integer', 'amount'],
    ['no currency of this world', 'amount=1&currency=xxq&destination=D', 'parameter_invalid', 'currency'],
    ['a list for a text', 'amount=1&currency=usd&destination[]=D', 'parameter_invalid_string_blank', 'destination'],
    ['a text for metadata', 'amount=1&currency=usd&destination=D&metadata=x', 'parameter_invalid', 'metadata'],
    [
      'too long metadata',
      `amount=1&currency=usd&destination=D&metadata[a]=${'x'.repeat(501)}`,
      'parameter_invalid',
      'metadata[a]',
    ],
  ])('with %s is refused by name', async (_, body, code, param) => {
    const answer = await raw('/v1/transfers', body);
    expect(answer.status).toBe(400);
    expect(await errorOf(answer)).toMatchObject({ type: 'invalid_request_error', code, param });
  });

  it('as JSON, of an unknown type or to an unknown place is refused', async () => {
    expect((await raw('/v1/transfers', '{"amount":1}', 'application/json')).status).toBe(400);
    expect((await raw('/v1/transfers', '<a/>', 'text/xml')).status).toBe(415);
    expect((await raw('/v1/transfers', '{"amount":', 'application/json')).status).toBe(400);
    const lost = await raw('/v1/charges');
    expect(lost.status).toBe(404);
    expect((await errorOf(lost))['message']).toContain('Unrecognized request URL');
  });

  it('names prototype members as unknown parameters', async () => {
    const answer = await raw('/v1/transfers', 'amount=1&currency=usd&destination=D&constructor=x');
    expect(await errorOf(answer)).toMatchObject({ code: 'parameter_unknown' });
  });

  it('for a page walks the whole list both ways and refuses a bad limit or cursor', async () => {
    for (let i = 1; i <= 7; i++) await stripe.transfers.create({ amount: i, currency: 'usd', destination });
    const first = await stripe.transfers.list({ limit: 3 });
    expect(first.data.map(({ amount }) => amount)).toEqual([7, 6, 5]);
    const last = first.data.at(-1)?.id ?? '';
    const second = await stripe.transfers.list({ limit: 3, starting_after: last });
    expect(second.data.map(({ amount }) => amount)).toEqual([4, 3, 2]);
    const back = await stripe.transfers.list({ limit: 3, ending_before: second.data[0]?.id ?? '' });
    expect(back.data.map(({ amount }) => amount)).toEqual([7, 6, 5]);
    expect(back.has_more).toBe(false);
    expect(await refusal(stripe.transfers.list({ limit: 0 }))).toMatchObject({ param: 'limit' });
    expect(await refusal(stripe.transfers.list({ limit: 101 }))).toMatchObject({ param: 'limit' });
    expect(await refusal(stripe.transfers.list({ starting_after: 'tr_none' }))).toMatchObject({ statusCode: 404 });
    const old = await stripe.transfers.list({ created: { lt: 1_000_000_000 } });
    expect(old.data).toEqual([]);
  });

  it('answers with its id', async () => {
    const { lastResponse } = await stripe.balance.retrieve();
    expect(lastResponse.requestId).toMatch(/^req_/);
  });
});
