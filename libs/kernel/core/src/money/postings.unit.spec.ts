import { amount } from './amount';
import { currency, minorUnitDigits, payable } from './currency';
import { balanced, UnbalancedPostings } from './postings';

const posting = (account: string, code: string, text: string) => ({
  account,
  currency: currency(code),
  amount: amount(text),
});

describe('postings', () => {
  it('balance per currency, not over all', () => {
    expect(balanced([posting('a', 'EUR', '1.5'), posting('b', 'EUR', '-1.50')])).toHaveLength(2);
    expect(() => balanced([posting('a', 'EUR', '1'), posting('b', 'USD', '-1')])).toThrow(UnbalancedPostings);
  });
});

describe('a currency', () => {
  it('is an ISO 4217 code', () => {
    expect(() => currency('eur')).toThrow(TypeError);
    expect(() => currency('XXQ')).toThrow(TypeError);
  });

  it('knows its smallest unit', () => {
    expect(['USD', 'JPY', 'KWD'].map((code) => minorUnitDigits(currency(code)))).toEqual([2, 0, 3]);
    expect(payable({ amount: amount('12.3456'), currency: currency('JPY') })).toBe('12');
    expect(payable({ amount: amount('12.3456'), currency: currency('KWD') })).toBe('12.345');
  });
});
