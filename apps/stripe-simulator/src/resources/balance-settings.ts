import type Stripe from 'stripe';

import { nothing, route, type Route } from '../http/route';
import { object, oneOf } from '../stripe/parameters';
import type { World } from '../world';

export const balanceSettingsOf = ({ store }: World, account: string): Stripe.BalanceSettings =>
  store.get('balanceSettings', account) ?? {
    object: 'balance_settings',
    payments: {
      debit_negative_balances: false,
      payouts: {
        automatic_transfer_rules_by_currency: null,
        minimum_balance_by_currency: null,
        schedule: { interval: 'daily' },
        statement_descriptor: null,
        status: 'enabled',
      },
      settlement_timing: { delay_days: 2, start_of_day: null },
    },
  };

const update = object({
  payments: object({ payouts: object({ schedule: object({ interval: oneOf('manual', 'daily') }) }) }),
});

/** When Stripe pays out by itself. Set to `manual` by a platform that decides over each payout. */
export const balanceSettingsRoutes: Route[] = [
  route('GET', '/v1/balance_settings', nothing, (call) => balanceSettingsOf(call, call.account)),
  route('POST', '/v1/balance_settings', update, (call, { payments }) => {
    const settings = balanceSettingsOf(call, call.account);
    const interval = payments?.payouts?.schedule?.interval;
    if (interval === undefined || settings.payments.payouts === null) return settings;
    const payouts = { ...settings.payments.payouts, schedule: { interval } };
    const changed = { ...settings, payments: { ...settings.payments, payouts } };
    call.store.put('balanceSettings', call.account, changed);
    return changed;
  }),
];
