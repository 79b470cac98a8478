import type Stripe from 'stripe';

import { nothing, part, route, type Call, type Route } from '../http/route';
import { outcomeOf } from '../settlement/plan';
import { missing, refused } from '../stripe/fault';
import { stripeId } from '../stripe/ids';
import { page, paging } from '../stripe/pagination';
import { currencyCode, metadata, object, oneOf, positive, text } from '../stripe/parameters';
import type { World } from '../world';

import { bankAccountsOf } from './bank-accounts';
import { emit } from './events';
import { available, book } from './ledger';

const parameters = object(
  {
    amount: positive,
    currency: currencyCode,
    description: text,
    destination: text,
    method: oneOf('standard'),
    source_type: oneOf('card'),
    statement_descriptor: text,
    metadata,
  },
  ['amount', 'currency'],
);
type PayoutParameters = ReturnType<typeof parameters>;

/** @throws StripeFault when there is no bank account for the currency or it takes no payouts */
const bankFor = (call: Call, { currency, destination }: PayoutParameters): Stripe.BankAccount => {
  const banks = bankAccountsOf(call, call.account);
  const bank = destination
    ? banks.find(({ id }) => id === destination)
    : banks.find((candidate) => candidate.currency === currency && candidate.default_for_currency);
  if (bank === undefined && destination) throw missing('external account', destination, 'destination');
  if (bank === undefined || bank.currency !== currency) {
    throw refused('payouts_not_allowed', `Sorry, you don't have any external accounts in that currency (${currency})`);
  }
  if (bank.status === 'errored') {
    throw refused(
      'payouts_not_allowed',
      `The bank account ${bank.id} can't take payouts: an earlier one failed. Replace it.`,
    );
  }
  return bank;
};

/** Sends money of the account's balance to its bank. */
const create = (call: Call, given: PayoutParameters): Stripe.Payout => {
  const { account, clock, bankingDay, store } = call;
  const { amount, currency } = given;
  const bank = bankFor(call, given);
  if (available(call, account, currency) < amount) {
    throw refused(
      'balance_insufficient',
      `You have insufficient funds in ${currency} in your Stripe account for this payout.`,
    );
  }
  const id = stripeId('po');
  const payout: Stripe.Payout = {
    id,
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: Math.floor((clock.now() + 2 * bankingDay) / 1000),
    automatic: false,
    balance_transaction: book(call, { account, amount: -amount, currency, type: 'payout', source: id }),
    created: clock.seconds(),
    currency,
    description: given.description ?? null,
    destination: bank.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: given.metadata ?? {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: given.statement_descriptor ?? null,
    status: 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  };
  const outcome = outcomeOf(store.get('bankNumbers', bank.id) ?? '');
  store.put('payouts', id, { account, object: payout });
  store.put('plans', id, { outcome, next: 'in_transit', dueAt: clock.now() + bankingDay });
  emit(call, account, 'payout.created', payout, call.request);
  return payout;
};

const own = (call: Call): Stripe.Payout => {
  const payout = call.store.get('payouts', part(call, 'id'));
  if (payout?.account !== call.account) throw missing('payout', part(call, 'id'));
  return payout.object;
};

const cancel = (call: Call): Stripe.Payout => {
  const payout = own(call);
  const { id, amount, currency, status } = payout;
  if (status !== 'pending')
    throw refused('payout_not_cancelable', `Payout ${id} is ${status}: only a pending one can be canceled.`);
  const refund = book(call, { account: call.account, amount, currency, type: 'payout_cancel', source: id });
  const canceled = { ...payout, status: 'canceled', failure_balance_transaction: refund };
  call.store.put('payouts', id, { account: call.account, object: canceled });
  call.store.remove('plans', id);
  emit(call, call.account, 'payout.canceled', canceled, call.request);
  return canceled;
};

const payoutsOf = ({ store }: World, account: string): Stripe.Payout[] =>
  store
    .all('payouts')
    .filter(([, owned]) => owned.account === account)
    .map(([, owned]) => owned.object);

const filters = object({
  ...paging,
  destination: text,
  status: oneOf('pending', 'in_transit', 'paid', 'failed', 'canceled'),
});

export const payoutRoutes: Route[] = [
  route('POST', '/v1/payouts', parameters, create),
  route('GET', '/v1/payouts', filters, (call, ask) => {
    const payouts = payoutsOf(call, call.account).filter(
      ({ status, destination }) =>
        (ask.status ?? status) === status && (ask.destination ?? destination) === destination,
    );
    return page('/v1/payouts', payouts, ask);
  }),
  route('GET', '/v1/payouts/:id', nothing, own),
  route('POST', '/v1/payouts/:id/cancel', nothing, cancel),
];
