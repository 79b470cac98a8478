import { createHash } from 'node:crypto';
import type Stripe from 'stripe';

import { nothing, part, route, type Call, type Route } from '../http/route';
import { badParameter, missing, refused } from '../stripe/fault';
import { stripeId } from '../stripe/ids';
import { page, paging } from '../stripe/pagination';
import { currencyCode, flag, metadata, object, oneOf, text } from '../stripe/parameters';
import type { World } from '../world';

/** A bank account as it is given with an account or by itself; tokens of Stripe.js can't be had offline. */
export const bankAccountParameters = object(
  {
    object: oneOf('bank_account'),
    country: text,
    currency: currencyCode,
    account_number: text,
    routing_number: text,
    account_holder_name: text,
    account_holder_type: oneOf('individual', 'company'),
  },
  ['country', 'currency', 'account_number'],
);
type BankAccountParameters = ReturnType<typeof bankAccountParameters>;

export const bankAccountsOf = ({ store }: World, account: string): Stripe.BankAccount[] =>
  store
    .all('bankAccounts')
    .filter(([, owned]) => owned.account === account)
    .map(([, owned]) => owned.object);

/** @throws StripeFault when the number can't be one */
export const addBankAccount = (
  call: Call,
  account: string,
  given: BankAccountParameters,
  extra: Record<string, string> = {},
): Stripe.BankAccount => {
  const number = given.account_number.replace(/[\s-]/g, '').toUpperCase();
  const iban = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(number);
  if (!iban && !/^\d{4,17}$/.test(number)) {
    throw refused(
      'account_number_invalid',
      'Invalid account number: must be an IBAN or only digits.',
      'external_account[account_number]',
    );
  }
  if (!iban && given.routing_number === undefined) {
    throw badParameter('external_account[routing_number]', 'You must provide a routing number.', 'parameter_missing');
  }
  const first = !bankAccountsOf(call, account).some(({ currency }) => currency === given.currency);
  const bank: Stripe.BankAccount = {
    id: stripeId('ba'),
    object: 'bank_account',
    account,
    account_holder_name: given.account_holder_name ?? null,
    account_holder_type: given.account_holder_type ?? null,
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: given.country.toUpperCase(),
    currency: given.currency,
    default_for_currency: first,
    fingerprint: createHash('sha256').update(number).digest('base64url').slice(0, 16),
    last4: number.slice(-4),
    metadata: extra,
    routing_number: given.routing_number ?? null,
    status: 'new',
  };
  call.store.put('bankAccounts', bank.id, { account, object: bank });
  call.store.put('bankNumbers', bank.id, number);
  return bank;
};

const own = (call: Call): Stripe.BankAccount => {
  const bank = call.store.get('bankAccounts', part(call, 'id'));
  if (bank?.account !== part(call, 'account')) throw missing('external account', part(call, 'id'));
  return bank.object;
};

const known = (call: Call): string => {
  const id = part(call, 'account');
  if (call.store.get('accounts', id) === undefined) throw missing('account', id, 'account');
  return id;
};

const LIST = '/v1/accounts/:account/external_accounts';
const addition = object({ external_account: bankAccountParameters, default_for_currency: flag, metadata }, [
  'external_account',
]);

export const bankAccountRoutes: Route[] = [
  route('GET', LIST, object({ ...paging, object: oneOf('bank_account') }), (call, ask) =>
    page(LIST.replace(':account', known(call)), bankAccountsOf(call, known(call)), ask),
  ),
  route('POST', LIST, addition, (call, given) => {
    const account = known(call);
    if (given.default_for_currency === true) {
      for (const bank of bankAccountsOf(call, account)) {
        if (bank.currency !== given.external_account.currency) continue;
        call.store.put('bankAccounts', bank.id, { account, object: { ...bank, default_for_currency: false } });
      }
    }
    const bank = addBankAccount(call, account, given.external_account, given.metadata);
    const object = {
      ...bank,
      default_for_currency: bank.default_for_currency === true || given.default_for_currency === true,
    };
    call.store.put('bankAccounts', bank.id, { account, object });
    return object;
  }),
  route('GET', `${LIST}/:id`, nothing, own),
  route('DELETE', `${LIST}/:id`, nothing, (call) => {
    const { id } = own(call);
    call.store.remove('bankAccounts', id);
    return { id, object: 'bank_account', deleted: true };
  }),
];
