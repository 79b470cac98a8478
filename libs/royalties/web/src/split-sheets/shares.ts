import { amount, compare, subtract, sum, type Amount } from '@max/kernel';

const WHOLE = amount('100');
const PERCENT = /^\d{1,3}(\.\d{1,6})?$/;

/** A share as typed, or null when it isn't a number of per cent above 0 with up to six decimals. */
export const parsePercent = (text: string): Amount | null => {
  const trimmed = text.trim().replace(',', '.');
  if (!PERCENT.test(trimmed)) return null;
  const percent = amount(trimmed);
  return compare(percent, amount('0')) > 0 && compare(percent, WHOLE) <= 0 ? percent : null;
};

/** `25.5` for `25.500000`. */
export const percentText = (percent: string): string => percent.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');

/** What is still missing to 100, exactly; negative when it is too much. What isn't a number yet counts as nothing. */
export const remainder = (texts: readonly string[]): Amount =>
  subtract(WHOLE, sum(texts.map(parsePercent).filter((percent) => percent !== null)));
