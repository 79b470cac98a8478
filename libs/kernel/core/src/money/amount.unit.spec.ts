import { add, amount, compare, isZero, multiply, negate, scaleOf, subtract, sum, truncate, withScale } from './amount';

describe('an amount', () => {
  it('keeps every digit that it was given', () => {
    const tiny = amount('0.010002463706294714670110638920001');
    expect(scaleOf(tiny)).toBe(33);
    expect(add(tiny, amount('1000000000000'))).toBe('1000000000000.010002463706294714670110638920001');
    expect(subtract(add(tiny, amount('1')), tiny)).toBe('1.000000000000000000000000000000000');
  });

  it('adds what binary floats can not', () => {
    expect(add(amount('0.1'), amount('0.2'))).toBe('0.3');
    expect(sum([amount('0.00789993'), amount('-0.00031410'), amount('5')])).toBe('5.00758583');
  });

  it('multiplies exactly', () => {
    expect(multiply(amount('33.333333'), amount('0.0000001'))).toBe('0.0000033333333');
  });

  it('has no negative zero', () => {
    expect(negate(amount('0.00'))).toBe('0.00');
    expect(truncate(amount('-0.009'), 2)).toBe('0.00');
    expect(isZero(subtract(amount('1.10'), amount('1.1')))).toBe(true);
  });

  it('compares by value and is cut towards zero', () => {
    expect(compare(amount('1.0'), amount('1.00'))).toBe(0);
    expect(compare(amount('-2'), amount('1'))).toBe(-1);
    expect(truncate(amount('12.999'), 2)).toBe('12.99');
    expect(truncate(amount('-12.999'), 2)).toBe('-12.99');
    expect(withScale(amount('12.5'), 6)).toBe('12.500000');
    expect(withScale(amount('12.1234567'), 6)).toBe('12.1234567');
  });

  it.each(['', '1e5', '+1', '1,5', '.5', '5.', ' 1', '0x10', 'NaN', '--1', '١'])('refuses %p', (text) => {
    expect(() => amount(text)).toThrow(TypeError);
  });
});
