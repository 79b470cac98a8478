import type { Branded } from '../ids';

import { truncate, type Amount } from './amount';

/**
 * An ISO 4217 code in capitals.
 * @pattern ^[A-Z]{3}$
 */
export type Currency = Branded<'Currency'>;

/** An exact amount in one currency. */
export interface Money {
  readonly amount: Amount;
  readonly currency: Currency;
}

// ISO 4217 list as the runtime's CLDR carries it
const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const isCurrency = (text: string): text is Currency => KNOWN.has(text);

/** @throws TypeError when the text is no ISO 4217 code in capitals */
export const currency = (text: string): Currency => {
  if (!isCurrency(text)) throw new TypeError(`not an ISO 4217 currency code: ${text.slice(0, 20)}`);
  return text;
};

/** Decimals of the currency's smallest unit that banks pay: 2 for USD, 0 for JPY, 3 for KWD. */
export const minorUnitDigits = (code: Currency): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;

/** What can be paid out of an amount: cut to the smallest unit; the rest stays on the account. */
export const payable = ({ amount, currency: code }: Money): Amount => truncate(amount, minorUnitDigits(code));
