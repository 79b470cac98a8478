import {
  amount as parse,
  compare,
  minorUnitDigits,
  truncate,
  withScale,
  type Amount,
  type Currency,
} from '@max/kernel';

// https://docs.stripe.com/currencies#special-cases: written with two decimals although they have none
const TWO_DECIMALS: ReadonlySet<string> = new Set(['ISK', 'UGX']);

const digitsOf = (currency: Currency): number => (TWO_DECIMALS.has(currency) ? 2 : minorUnitDigits(currency));

/**
 * `12.34 EUR` is 1234, `500 JPY` is 500.
 * @throws RangeError when the amount has a part that is smaller than the currency's smallest unit, or is too large
 */
export const toMinorUnits = (amount: Amount, currency: Currency): number => {
  const digits = digitsOf(currency);
  if (compare(truncate(amount, digits), amount) !== 0)
    throw new RangeError(`${amount} ${currency} can't be paid exactly`);
  const units = Number(withScale(truncate(amount, digits), digits).replace('.', ''));
  if (!Number.isSafeInteger(units)) throw new RangeError(`${amount} ${currency} is too large`);
  return units;
};

/** The other way round. */
export const fromMinorUnits = (units: number, currency: Currency): Amount => {
  if (!Number.isSafeInteger(units)) throw new RangeError(`${units} is not a whole number of units`);
  const digits = digitsOf(currency);
  const text = Math.abs(units)
    .toString()
    .padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return parse(`${units < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`);
};
