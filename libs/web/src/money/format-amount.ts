import { currency as currencyCode, isCurrency, minorUnitDigits } from '@max/kernel';

/** An amount cut into what is read at a glance and the digits beyond the currency's smallest unit. */
export interface AmountParts {
  readonly sign: '' | '−';
  /** Grouped whole part and the smallest unit: `1,234.50`. */
  readonly main: string;
  /** What follows, never rounded away: `61` of `1,234.5061`. Empty when nothing does. */
  readonly beyond: string;
}

const PLAIN = /^(-?)(\d+)(?:\.(\d+))?$/;

const digitsOf = (code: string): number => (isCurrency(code) ? minorUnitDigits(currencyCode(code)) : 2);

/**
 * Formats the text of an exact decimal as text: it never becomes a JavaScript number, so nothing is lost.
 * @throws nothing: what is no plain decimal is shown as it came
 */
export const amountParts = (amount: string, currency: string): AmountParts => {
  const match = PLAIN.exec(amount);
  if (match === null) return { sign: '', main: amount, beyond: '' };
  const digits = digitsOf(currency);
  const fraction = match[3] ?? '';
  const whole = (match[2] ?? '0').replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',');
  const smallest = fraction.slice(0, digits).padEnd(digits, '0');
  const isZero = !/[1-9]/.test(amount);
  return {
    sign: match[1] === '-' && !isZero ? '−' : '',
    main: digits === 0 ? whole : `${whole}.${smallest}`,
    beyond: fraction.slice(digits).replace(/0+$/, ''),
  };
};

/** `1,234.5061 EUR`, every digit, for titles, dialogs and reading aloud. */
export const amountText = (amount: string, currency: string): string => {
  const { sign, main, beyond } = amountParts(amount, currency);
  const point = beyond !== '' && !main.includes('.') ? '.' : '';
  return `${sign}${main}${point}${beyond} ${currency}`;
};

/** The amount as one types it to confirm: no grouping, the smallest unit written out: `1234.50`. */
export const typedAmount = (amount: string, currency: string): string => {
  const { sign, main } = amountParts(amount, currency);
  return `${sign === '' ? '' : '-'}${main.replace(/,/g, '')}`;
};
