import type Stripe from 'stripe';

import { nothing, part, route, type Call, type Route } from '../http/route';
import { missing, refused } from '../stripe/fault';
import { stripeId } from '../stripe/ids';
import { page, paging } from '../stripe/pagination';
import { currencyCode, metadata, object, positive, text } from '../stripe/parameters';
import { PLATFORM, type World } from '../world';

import { connected } from './accounts';
import { emit } from './events';
import { available, book } from './ledger';

const parameters = object(
  { amount: positive, currency: currencyCode, destination: text, description: text, transfer_group: text, metadata },
  ['amount', 'currency', 'destination'],
);

/** Moves money from the platform's balance to a connected account's. */
const create = (call: Call, given: ReturnType<typeof parameters>): Stripe.Transfer => {
  const { amount, currency, destination } = given;
  if (connected(call, destination, 'destination').capabilities?.transfers !== 'active') {
    throw refused(
      'insufficient_capabilities_for_transfer',
      `Your destination account needs to have at least one of the following capabilities enabled: transfers`,
    );
  }
  if (available(call, PLATFORM, currency) < amount) {
    throw refused('balance_insufficient', `You have insufficient available funds in ${currency} for this transfer.`);
  }
  const id = stripeId('tr');
  const payment = stripeId('py');
  const transfer: Stripe.Transfer = {
    id,
    object: 'transfer',
    amount,
    amount_reversed: 0,
    balance_transaction: book(call, { account: PLATFORM, amount: -amount, currency, type: 'transfer', source: id }),
    created: call.clock.seconds(),
    currency,
    description: given.description ?? null,
    destination,
    destination_payment: payment,
    livemode: false,
    metadata: given.metadata ?? {},
    reversals: { object: 'list', data: [], has_more: false, url: `/v1/transfers/${id}/reversals` },
    reversed: false,
    source_transaction: null,
    source_type: 'card',
    transfer_group: given.transfer_group ?? null,
  };
  book(call, { account: destination, amount, currency, type: 'payment', source: payment });
  call.store.put('transfers', id, transfer);
  emit(call, PLATFORM, 'transfer.created', transfer, call.request);
  return transfer;
};

/** @throws StripeFault when there is no such transfer */
export const transferOf = ({ store }: World, id: string): Stripe.Transfer => {
  const transfer = store.get('transfers', id);
  if (transfer === undefined) throw missing('transfer', id);
  return transfer;
};

const filters = object({ ...paging, destination: text, transfer_group: text });

export const transferRoutes: Route[] = [
  route('POST', '/v1/transfers', parameters, create),
  route('GET', '/v1/transfers', filters, (call, ask) => {
    const transfers = call.store
      .all('transfers')
      .map(([, transfer]) => transfer)
      .filter(({ destination }) => (ask.destination ?? destination) === destination)
      .filter(({ transfer_group }) => (ask.transfer_group ?? transfer_group) === transfer_group);
    return page('/v1/transfers', transfers, ask);
  }),
  route('GET', '/v1/transfers/:id', nothing, (call) => transferOf(call, part(call, 'id'))),
];
