import type { FastifyInstance } from 'fastify';

import { MISFORTUNES, type Gate } from '../http/gate';
import { book } from '../resources/ledger';
import { FAILURES, type Outcome } from '../settlement/plan';
import { missing } from '../stripe/fault';
import { currencyCode, mapping, oneOf, text } from '../stripe/parameters';
import { PLATFORM, type World } from '../world';

type Body = Record<string, unknown>;
const number = (body: Body, name: string, fallback: number): number => {
  const value = body[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new TypeError(`${name} must be a whole number`);
  return value;
};

/**
 * What tests and demonstrations may do that Stripe's API has no call for. JSON in, JSON out, under `/_control`, and no
 * API key asked: the simulator listens on this machine only.
 */
export const controlRoutes = (
  server: FastifyInstance,
  world: World,
  gate: Gate,
  changed: () => Promise<void>,
): void => {
  const { store, clock, bankingDay } = world;
  const on = (path: string, act: (body: Body) => object | undefined): void => {
    server.post(`/_control/${path}`, async (request) => {
      const body = mapping(request.body ?? {}, 'body');
      const answer = await store.transact(() => act(body));
      await changed();
      return answer ?? {};
    });
  };

  server.get('/_control/state', async () => ({
    simulator: true,
    now: new Date(clock.now()).toISOString(),
    bankingDayMs: bankingDay,
    accounts: store.all('accounts').length,
    transfers: store.all('transfers').length,
    payouts: store.all('payouts').length,
    underWay: store.all('plans').length,
    deliveries: store.all('deliveries').length,
    heldRequests: gate.held,
  }));

  on('clock', (body) => {
    clock.advance(number(body, 'advanceMs', 0) + number(body, 'bankingDays', 0) * bankingDay);
    return { now: new Date(clock.now()).toISOString() };
  });

  on('funds', (body) => {
    const currency = currencyCode(body['currency'], 'currency');
    const amount = number(body, 'amount', 0);
    book(world, { account: PLATFORM, amount, currency, type: 'topup', source: null, description: 'simulated funds' });
    return undefined;
  });

  on('outcome', (body) => {
    const id = text(body['payout'], 'payout');
    const plan = store.get('plans', id);
    if (plan === undefined) throw missing('payout under way', id, 'payout');
    const kind = oneOf('paid', 'failed', 'returned')(body['outcome'], 'outcome');
    const code = oneOf(...Object.keys(FAILURES))(body['code'] ?? 'account_closed', 'code');
    const outcome: Outcome = kind === 'paid' ? { kind } : { kind, code };
    const next = plan.next === 'in_transit' ? plan.next : kind === 'failed' ? 'failed' : 'paid';
    store.put('plans', id, { ...plan, outcome, next });
    return undefined;
  });

  on('misfortune', (body) => {
    gate.order(text(body['route'], 'route'), oneOf(...MISFORTUNES)(body['kind'], 'kind'), number(body, 'times', 1));
    return undefined;
  });
  on('release', () => {
    gate.release();
    return undefined;
  });

  on('webhooks', (body) => {
    if ('copies' in body) store.put('settings', 'copies', number(body, 'copies', 1));
    if ('paused' in body) store.put('settings', 'paused', body['paused'] === true ? 1 : 0);
    if ('newestFirst' in body) store.put('settings', 'newestFirst', body['newestFirst'] === true ? 1 : 0);
    return undefined;
  });
};
