import type Stripe from 'stripe';

import { stripeId } from '../stripe/ids';
import type { World } from '../world';

interface Movement {
  account: string;
  /** Minor units; negative when money leaves the account. */
  amount: number;
  currency: string;
  type:
    | 'topup'
    | 'transfer'
    | 'payment'
    | 'transfer_refund'
    | 'payment_refund'
    | 'payout'
    | 'payout_failure'
    | 'payout_cancel';
  source: string | null;
  description?: string;
}

const CATEGORY: Record<Movement['type'], string> = {
  topup: 'topup',
  transfer: 'transfer',
  payment: 'charge',
  transfer_refund: 'transfer_reversal',
  payment_refund: 'refund',
  payout: 'payout',
  payout_failure: 'payout_reversal',
  payout_cancel: 'payout_reversal',
};

export const available = ({ store }: World, account: string, currency: string): number =>
  store.get('balances', `${account}|${currency}`) ?? 0;

/** Moves money in or out of an account's balance: the balance always is the sum of its balance transactions. */
export const book = (world: World, { account, amount, currency, type, source, description }: Movement): string => {
  const { store, clock } = world;
  const transaction: Stripe.BalanceTransaction = {
    id: stripeId('txn'),
    object: 'balance_transaction',
    amount,
    available_on: clock.seconds(),
    balance_type: 'payments',
    created: clock.seconds(),
    currency,
    description: description ?? null,
    exchange_rate: null,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category: CATEGORY[type],
    source,
    status: 'available',
    type,
  };
  store.put('balanceTransactions', transaction.id, { account, object: transaction });
  store.put('balances', `${account}|${currency}`, available(world, account, currency) + amount);
  return transaction.id;
};
