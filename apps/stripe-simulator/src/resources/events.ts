import type Stripe from 'stripe';

import { nothing, part, route, type Route } from '../http/route';
import { missing } from '../stripe/fault';
import { stripeId } from '../stripe/ids';
import { page, paging } from '../stripe/pagination';
import { listOf, object, text } from '../stripe/parameters';
import { deliver } from '../webhooks/delivery';
import { PLATFORM, type World } from '../world';

type Cause = { readonly id: string | null; readonly idempotencyKey: string | null };
const SETTLEMENT: Cause = { id: null, idempotencyKey: null };

/** Records that something happened to an object of an account, and queues the webhooks that want to know. */
export const emit = (
  world: World,
  account: string,
  type: Stripe.Event['type'],
  subject: object,
  cause: Cause = SETTLEMENT,
): void => {
  const event = {
    id: stripeId('evt'),
    object: 'event',
    ...(account === PLATFORM ? {} : { account }),
    api_version: '2026-10-28.endive',
    created: world.clock.seconds(),
    data: { object: subject },
    livemode: false,
    pending_webhooks: 1,
    request: { id: cause.id, idempotency_key: cause.idempotencyKey },
    type,
  } as unknown as Stripe.Event; // the union ties each type to its own object; this is the one place that makes them all
  world.store.put('events', event.id, { account, object: event });
  deliver(world, account, event);
};

export const eventRoutes: Route[] = [
  route('GET', '/v1/events', object({ ...paging, type: text, types: listOf(text) }), (call, ask) => {
    const events = call.store
      .all('events')
      .map(([, event]) => event)
      .filter(({ account }) => account === call.account)
      .map(({ object: event }) => event)
      .filter(({ type }) => (ask.type ?? type) === type && (ask.types ?? [type]).includes(type));
    return page('/v1/events', events, ask);
  }),
  route('GET', '/v1/events/:id', nothing, (call) => {
    const event = call.store.get('events', part(call, 'id'));
    if (event?.account !== call.account) throw missing('event', part(call, 'id'));
    return event.object;
  }),
];
