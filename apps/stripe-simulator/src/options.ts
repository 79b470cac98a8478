import { parseArgs } from 'node:util';

import type { Options } from './simulator';

const CURRENCIES = ['usd', 'eur', 'gbp', 'cad', 'aud', 'chf', 'sek', 'nok', 'dkk', 'jpy'];
const FIRST_FUNDS = 5_000_000_000;

const whole = (text: string, name: string): number => {
  if (!/^\d{1,12}$/.test(text)) throw new TypeError(`--${name} must be a whole number, not ${text}`);
  return Number(text);
};

/** `usd=1000,eur=5` in minor units. */
const fundsOf = (text: string): Map<string, number> =>
  new Map(
    text.split(',').map((entry) => {
      const [currency = '', amount = ''] = entry.split('=');
      if (!/^[a-z]{3}$/.test(currency)) throw new TypeError(`--funds: not a currency: ${entry}`);
      return [currency, whole(amount, 'funds')];
    }),
  );

/** @throws TypeError with a line for the person at the terminal */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      'data-dir': { type: 'string' },
      'settle-ms': { type: 'string', default: '1000' },
      'webhook-url': { type: 'string' },
      'webhook-secret': { type: 'string' },
      funds: { type: 'string', default: CURRENCIES.map((code) => `${code}=${FIRST_FUNDS}`).join(',') },
    },
  });
  const { 'data-dir': dataDir, 'webhook-url': url, 'webhook-secret': secret } = values;
  if (dataDir === undefined) throw new TypeError('--data-dir is missing');
  if ((url === undefined) !== (secret === undefined)) {
    throw new TypeError('--webhook-url and --webhook-secret go together');
  }
  return {
    port: whole(values.port, 'port'),
    dataDir,
    settleMs: whole(values['settle-ms'], 'settle-ms'),
    funds: fundsOf(values.funds),
    webhook: url === undefined || secret === undefined ? null : { url, secret },
  };
};
