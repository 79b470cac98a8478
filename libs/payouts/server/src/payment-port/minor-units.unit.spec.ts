import { amount, currency } from '@max/kernel';

import { fromMinorUnits, toMinorUnits } from './minor-units';

describe('minor units', () => {
  it.each([
    ['12.34', 'EUR', 1234, '12.34'],
    ['12.3', 'EUR', 1230, '12.30'],
    ['0.01', 'USD', 1, '0.01'],
    ['500', 'JPY', 500, '500'],
    ['1.234', 'KWD', 1234, '1.234'],
    ['5', 'ISK', 500, '5.00'],
    ['90071992547409.91', 'EUR', 9_007_199_254_740_991, '90071992547409.91'],
  ])('of %s %s are %d', (text, code, units, back) => {
    expect(toMinorUnits(amount(text), currency(code))).toBe(units);
    expect(fromMinorUnits(units, currency(code))).toBe(back);
  });

  it.each([
    ['0.001', 'EUR'],
    ['1.5', 'JPY'],
    ['90071992547409.92', 'EUR'],
  ])('of %s %s are refused', (text, code) => {
    expect(() => toMinorUnits(amount(text), currency(code))).toThrow(RangeError);
  });

  it('of a negative amount keep the sign', () => {
    expect(fromMinorUnits(-5, currency('EUR'))).toBe('-0.05');
  });
});
