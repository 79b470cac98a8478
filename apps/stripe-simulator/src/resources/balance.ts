import { nothing, part, route, type Call, type Route } from '../http/route';
import { missing } from '../stripe/fault';
import { page, paging } from '../stripe/pagination';
import { currencyCode, object, text } from '../stripe/parameters';

/** Every currency the account has ever held; all money of the simulator is available at once. */
const currencies = (call: Call): [currency: string, amount: number][] =>
  call.store
    .all('balances')
    .filter(([key]) => key.startsWith(`${call.account}|`))
    .map(([key, amount]) => [key.slice(call.account.length + 1), amount]);

const balance = (call: Call): object => {
  const held = currencies(call);
  return {
    object: 'balance',
    available: held.map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } })),
    livemode: false,
    pending: held.map(([currency]) => ({ amount: 0, currency, source_types: { card: 0 } })),
  };
};

const filters = object({ ...paging, currency: currencyCode, type: text, source: text, payout: text });

export const balanceRoutes: Route[] = [
  route('GET', '/v1/balance', nothing, balance),
  route('GET', '/v1/balance_transactions', filters, (call, ask) => {
    const transactions = call.store
      .all('balanceTransactions')
      .map(([, transaction]) => transaction)
      .filter(({ account }) => account === call.account)
      .map(({ object: transaction }) => transaction)
      .filter(({ currency, type }) => (ask.currency ?? currency) === currency && (ask.type ?? type) === type)
      .filter(({ source }) => [ask.source ?? source, ask.payout ?? source].every((wanted) => wanted === source));
    return page('/v1/balance_transactions', transactions, ask);
  }),
  route('GET', '/v1/balance_transactions/:id', nothing, (call) => {
    const transaction = call.store.get('balanceTransactions', part(call, 'id'));
    if (transaction?.account !== call.account) throw missing('balance transaction', part(call, 'id'));
    return transaction.object;
  }),
];
