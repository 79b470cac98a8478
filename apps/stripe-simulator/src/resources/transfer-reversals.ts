import type Stripe from 'stripe';

import { nothing, part, route, type Call, type Route } from '../http/route';
import { badParameter, missing, refused } from '../stripe/fault';
import { stripeId } from '../stripe/ids';
import { page, paging } from '../stripe/pagination';
import { metadata, object, positive, text } from '../stripe/parameters';
import { PLATFORM } from '../world';

import { emit } from './events';
import { available, book } from './ledger';
import { transferOf } from './transfers';

const parameters = object({ amount: positive, description: text, metadata });

/** Takes money of a transfer back, as far as the connected account still has it. */
const create = (call: Call, given: ReturnType<typeof parameters>): Stripe.TransferReversal => {
  const transfer = transferOf(call, part(call, 'transfer'));
  const { currency } = transfer;
  const left = transfer.amount - transfer.amount_reversed;
  const amount = given.amount ?? left;
  if (left === 0) throw refused('transfer_already_reversed', `Transfer ${transfer.id} is already fully reversed.`);
  if (amount > left) {
    throw badParameter(
      'amount',
      `Reversal amount (${amount}) is greater than unreversed amount on transfer (${left}).`,
    );
  }
  const destination = String(transfer.destination);
  if (available(call, destination, currency) < amount) {
    throw refused(
      'balance_insufficient',
      `The connected account has insufficient funds in ${currency} to reverse this transfer.`,
    );
  }
  const id = stripeId('trr');
  const refund = stripeId('pyr');
  const reversal: Stripe.TransferReversal = {
    id,
    object: 'transfer_reversal',
    amount,
    balance_transaction: book(call, { account: PLATFORM, amount, currency, type: 'transfer_refund', source: id }),
    created: call.clock.seconds(),
    currency,
    destination_payment_refund: refund,
    metadata: given.metadata ?? {},
    source_refund: null,
    transfer: transfer.id,
  };
  book(call, { account: destination, amount: -amount, currency, type: 'payment_refund', source: refund });
  const changed = {
    ...transfer,
    amount_reversed: transfer.amount_reversed + amount,
    reversed: amount === left,
    reversals: { ...transfer.reversals, data: [reversal, ...transfer.reversals.data] },
  };
  call.store.put('transfers', transfer.id, changed);
  emit(call, PLATFORM, 'transfer.reversed', changed, call.request);
  return reversal;
};

const LIST = '/v1/transfers/:transfer/reversals';

export const transferReversalRoutes: Route[] = [
  route('POST', LIST, parameters, create),
  route('GET', LIST, object(paging), (call, ask) => {
    const { id, reversals } = transferOf(call, part(call, 'transfer'));
    return page(LIST.replace(':transfer', id), [...reversals.data].reverse(), ask);
  }),
  route('GET', `${LIST}/:id`, nothing, (call) => {
    const { reversals } = transferOf(call, part(call, 'transfer'));
    const reversal = reversals.data.find(({ id }) => id === part(call, 'id'));
    if (reversal === undefined) throw missing('transfer reversal', part(call, 'id'));
    return reversal;
  }),
];
