import type Stripe from 'stripe';

import { nothing, part, route, type Call, type Route } from '../http/route';
import { missing } from '../stripe/fault';
import { stripeId } from '../stripe/ids';
import { page, paging } from '../stripe/pagination';
import { currencyCode, flag, integer, mapping, metadata, object, oneOf, text } from '../stripe/parameters';
import { PLATFORM, type World } from '../world';

import { shown } from './account-object';
import { addBankAccount, bankAccountParameters } from './bank-accounts';
import { emit } from './events';

const requested = object({ requested: flag });
const parameters = object({
  type: oneOf('custom', 'express', 'standard'),
  country: text,
  default_currency: currencyCode,
  email: text,
  business_type: oneOf('individual', 'company', 'non_profit', 'government_entity'),
  business_profile: mapping,
  individual: mapping,
  company: mapping,
  capabilities: object({ transfers: requested, card_payments: requested }),
  controller: object({
    fees: object({ payer: oneOf('account', 'application') }),
    losses: object({ payments: oneOf('application', 'stripe') }),
    requirement_collection: oneOf('application', 'stripe'),
    stripe_dashboard: object({ type: oneOf('express', 'full', 'none') }),
  }),
  external_account: bankAccountParameters,
  tos_acceptance: object({ date: integer, ip: text, service_agreement: text, user_agent: text }),
  metadata,
});
type AccountParameters = ReturnType<typeof parameters>;

const NO_STATEMENT_DESCRIPTOR = {
  statement_descriptor: null,
  statement_descriptor_kana: null,
  statement_descriptor_kanji: null,
  statement_descriptor_prefix_kana: null,
  statement_descriptor_prefix_kanji: null,
};

const create = (call: Call, given: AccountParameters): Stripe.Account => {
  const custom = given.type === 'custom' || given.controller?.stripe_dashboard?.type === 'none';
  const account: Stripe.Account = {
    id: stripeId('acct'),
    object: 'account',
    business_profile: null,
    business_type: given.business_type ?? null,
    capabilities: {
      ...(given.capabilities?.transfers?.requested && { transfers: 'active' as const }),
      ...(given.capabilities?.card_payments?.requested && { card_payments: 'active' as const }),
    },
    charges_enabled: given.capabilities?.card_payments?.requested === true,
    controller: {
      type: 'application',
      fees: { payer: given.controller?.fees?.payer ?? 'application' },
      is_controller: true,
      losses: { payments: given.controller?.losses?.payments ?? 'application' },
      requirement_collection: given.controller?.requirement_collection ?? (custom ? 'application' : 'stripe'),
      stripe_dashboard: { type: given.controller?.stripe_dashboard?.type ?? (custom ? 'none' : 'express') },
    },
    country: (given.country ?? 'US').toUpperCase(),
    created: call.clock.seconds(),
    default_currency: given.default_currency ?? given.external_account?.currency ?? 'usd',
    details_submitted: false,
    email: given.email ?? null,
    metadata: given.metadata ?? {},
    payouts_enabled: false,
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: null, timezone: 'Etc/UTC' },
      payments: NO_STATEMENT_DESCRIPTOR,
    },
    tos_acceptance: {
      date: given.tos_acceptance?.date ?? null,
      ip: given.tos_acceptance?.ip ?? null,
      user_agent: null,
    },
    type: given.controller === undefined ? (given.type ?? 'standard') : 'none',
  };
  call.store.put('accounts', account.id, account);
  if (given.external_account !== undefined) addBankAccount(call, account.id, given.external_account);
  emit(call, account.id, 'account.updated', shown(call, account), call.request);
  return shown(call, account);
};

/** @throws StripeFault when there is no such connected account */
export const connected = (world: World, id: string, param = 'account'): Stripe.Account => {
  const account = world.store.get('accounts', id);
  if (account === undefined) throw missing('account', id, param);
  return account;
};

export const accountRoutes: Route[] = [
  route('POST', '/v1/accounts', parameters, create),
  route('GET', '/v1/accounts', object(paging), (call, ask) => {
    const accounts = call.store.all('accounts').filter(([id]) => id !== PLATFORM);
    return page(
      '/v1/accounts',
      accounts.map(([, account]) => shown(call, account)),
      ask,
    );
  }),
  route('GET', '/v1/accounts/:id', nothing, (call) => shown(call, connected(call, part(call, 'id')))),
];
