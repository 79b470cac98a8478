import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';

import { nothing, part, route, type Call, type Route } from '../http/route';
import type { Tables } from '../store/tables';
import { missing } from '../stripe/fault';
import { stripeId } from '../stripe/ids';
import { page, paging } from '../stripe/pagination';
import { flag, listOf, metadata, object, text } from '../stripe/parameters';

type Kept = Tables['webhookEndpoints'];

/** The signing secret is told once, when the endpoint is made. */
const shown = ({ connect: _connect, signingSecret: _secret, ...endpoint }: Kept): Stripe.WebhookEndpoint => endpoint;

const parameters = object({ enabled_events: listOf(text), url: text, connect: flag, description: text, metadata }, [
  'enabled_events',
  'url',
]);

const create = (call: Call, given: ReturnType<typeof parameters>): Stripe.WebhookEndpoint => {
  const signingSecret = `whsec_${randomBytes(24).toString('base64url')}`;
  const endpoint: Kept = {
    id: stripeId('we'),
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: call.clock.seconds(),
    description: given.description ?? null,
    enabled_events: given.enabled_events,
    livemode: false,
    metadata: given.metadata ?? {},
    status: 'enabled',
    url: given.url,
    connect: given.connect ?? false,
    signingSecret,
  };
  call.store.put('webhookEndpoints', endpoint.id, endpoint);
  return { ...shown(endpoint), secret: signingSecret };
};

const own = (call: Call): Kept => {
  const endpoint = call.store.get('webhookEndpoints', part(call, 'id'));
  if (endpoint === undefined) throw missing('webhook endpoint', part(call, 'id'));
  return endpoint;
};

export const webhookEndpointRoutes: Route[] = [
  route('POST', '/v1/webhook_endpoints', parameters, create),
  route('GET', '/v1/webhook_endpoints', object(paging), (call, ask) => {
    const endpoints = call.store.all('webhookEndpoints').map(([, endpoint]) => shown(endpoint));
    return page('/v1/webhook_endpoints', endpoints, ask);
  }),
  route('GET', '/v1/webhook_endpoints/:id', nothing, (call) => shown(own(call))),
  route('DELETE', '/v1/webhook_endpoints/:id', nothing, (call) => {
    const { id } = own(call);
    call.store.remove('webhookEndpoints', id);
    return { id, object: 'webhook_endpoint', deleted: true };
  }),
];
