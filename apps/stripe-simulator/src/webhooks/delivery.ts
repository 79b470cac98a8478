import type Stripe from 'stripe';

import { PLATFORM, type World } from '../world';
import { stripeId } from '../stripe/ids';

/** One event on its way to one endpoint. It is kept until the endpoint has answered 2xx. */
export interface Delivery {
  readonly event: string;
  readonly endpoint: string;
  readonly attempts: number;
}

/** Queues an event for the endpoints that want it, as often as the control port has said (`copies`). */
export const deliver = ({ store }: World, account: string, event: Stripe.Event): void => {
  for (const [endpoint, { connect, enabled_events, status, id }] of store.all('webhookEndpoints')) {
    if (status !== 'enabled') continue;
    // an endpoint made for the command line gets both kinds, like `stripe listen`
    if (id !== COMMAND_LINE && connect !== (account !== PLATFORM)) continue;
    if (!enabled_events.some((wanted) => wanted === '*' || wanted === event.type)) continue;
    const copies = store.get('settings', 'copies') ?? 1;
    for (let copy = 0; copy < copies; copy++) {
      store.put('deliveries', stripeId('dlv'), { event: event.id, endpoint, attempts: 0 });
    }
  }
};

/** The endpoint that `--webhook-url` makes. */
export const COMMAND_LINE = 'we_command_line';
