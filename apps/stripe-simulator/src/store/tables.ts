import type Stripe from 'stripe';

import type { Delivery } from '../webhooks/delivery';
import type { StoredResponse } from '../http/idempotency';
import type { PayoutPlan } from '../settlement/plan';

/** A Stripe object and the account it belongs to: the platform's or a connected one. */
export interface Owned<T> {
  readonly account: string;
  readonly object: T;
}

/** All that the simulator keeps. Values are never changed in place: a change puts a new value. */
export interface Tables {
  accounts: Stripe.Account;
  bankAccounts: Owned<Stripe.BankAccount>;
  /** Full test numbers by bank account id: they decide what becomes of a payout. */
  bankNumbers: string;
  transfers: Stripe.Transfer;
  payouts: Owned<Stripe.Payout>;
  balanceSettings: Stripe.BalanceSettings;
  balanceTransactions: Owned<Stripe.BalanceTransaction>;
  /** `<account>|<currency>` to minor units. */
  balances: number;
  events: Owned<Stripe.Event>;
  webhookEndpoints: Stripe.WebhookEndpoint & { connect: boolean; signingSecret: string };
  deliveries: Delivery;
  plans: PayoutPlan;
  responses: StoredResponse;
  settings: number;
}
export type Table = keyof Tables;
