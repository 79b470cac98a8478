import type Stripe from 'stripe';

import type { World } from '../world';

import { balanceSettingsOf } from './balance-settings';
import { bankAccountsOf } from './bank-accounts';

/** What Stripe still asks of an account before it may be paid out; a small part of the real list. */
const due = (account: Stripe.Account, banks: number): string[] => [
  ...(banks === 0 ? ['external_account'] : []),
  ...(account.controller?.requirement_collection === 'application' && !account.tos_acceptance?.date
    ? ['tos_acceptance.date', 'tos_acceptance.ip']
    : []),
];

/** An account as it is answered: what depends on its bank accounts and settings is put in now. */
export const shown = (world: World, account: Stripe.Account): Stripe.Account => {
  const banks = bankAccountsOf(world, account.id);
  const missing = due(account, banks.length);
  const requirements = {
    alternatives: [],
    current_deadline: null,
    currently_due: missing,
    disabled_reason: missing.length > 0 ? ('requirements.past_due' as const) : null,
    errors: [],
    eventually_due: missing,
    past_due: missing,
    pending_verification: [],
  };
  const interval = balanceSettingsOf(world, account.id).payments.payouts?.schedule?.interval ?? 'daily';
  return {
    ...account,
    details_submitted: missing.length === 0,
    payouts_enabled: missing.length === 0 && account.capabilities?.transfers === 'active',
    requirements,
    external_accounts: {
      object: 'list',
      data: banks,
      has_more: false,
      url: `/v1/accounts/${account.id}/external_accounts`,
    },
    settings:
      account.settings === undefined || account.settings === null
        ? null
        : {
            ...account.settings,
            payouts: {
              debit_negative_balances: false,
              schedule: { delay_days: 2, interval },
              statement_descriptor: null,
            },
          },
  };
};
