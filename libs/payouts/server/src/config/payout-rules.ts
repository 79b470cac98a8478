import { amount, currency, type Amount, type Currency } from '@max/kernel';

/** What a payout batch and the watch over payouts go by; data, from the environment. */
export interface PayoutRules {
  /** Smallest payment by currency; others have `defaultMinimum`. */
  readonly minimums: ReadonlyMap<Currency, Amount>;
  readonly defaultMinimum: Amount;
  /** How often unclear payouts are asked for, in milliseconds. */
  readonly askEveryMs: number;
  /** After this long without news a payout is asked for, in milliseconds. */
  readonly quietMs: number;
  /** What the provider still doesn't know this long after a lost answer never arrived there, in milliseconds. */
  readonly neverArrivedMs: number;
}

export const PAYOUT_RULES = Symbol('PayoutRules');

const milliseconds = (env: NodeJS.ProcessEnv, name: string, fallback: number): number => {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new TypeError(`${name} must be a number of milliseconds, not ${text}`);
  return Number(text);
};

const minimum = (entry: string): [Currency, Amount] => {
  const [code = '', value = ''] = entry.split('=');
  return [currency(code), amount(value)];
};

/**
 * MAX_PAYOUT_MINIMUMS (`EUR=10,JPY=1000`), MAX_PAYOUT_ASK_MS, MAX_PAYOUT_QUIET_MS, MAX_PAYOUT_NEVER_ARRIVED_MS.
 * @throws TypeError naming what is wrong
 */
export const readPayoutRules = (env: NodeJS.ProcessEnv): PayoutRules => ({
  minimums: new Map((env['MAX_PAYOUT_MINIMUMS'] || undefined)?.split(',').map(minimum) ?? []),
  defaultMinimum: amount('1'),
  askEveryMs: milliseconds(env, 'MAX_PAYOUT_ASK_MS', 15_000),
  quietMs: milliseconds(env, 'MAX_PAYOUT_QUIET_MS', 30 * 60_000),
  neverArrivedMs: milliseconds(env, 'MAX_PAYOUT_NEVER_ARRIVED_MS', 60 * 60_000),
});
