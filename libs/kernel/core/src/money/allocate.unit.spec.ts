import { allocate } from './allocate';
import { amount, compare, equals, negate, sum, type Amount } from './amount';

const parts = (...weights: string[]) => weights.map((weight, i) => ({ key: `p${i}`, weight: amount(weight) }));
const divide = (whole: string, ...weights: string[]) => [...allocate(amount(whole), parts(...weights)).values()];

describe('allocation by largest remainder', () => {
  it('gives the odd cent to the largest remainder, ties to the smaller key', () => {
    expect(divide('1.00', '50', '25', '25')).toEqual(['0.50', '0.25', '0.25']);
    expect(divide('0.01', '50', '50')).toEqual(['0.01', '0.00']);
    expect(divide('0.05', '33.333333', '33.333333', '33.333334')).toEqual(['0.02', '0.01', '0.02']);
    expect(divide('100.00', '1', '1', '1')).toEqual(['33.34', '33.33', '33.33']);
  });

  it('mirrors a negative whole', () => {
    expect(divide('-100.00', '1', '1', '1')).toEqual(['-33.34', '-33.33', '-33.33']);
    expect(divide('0.00', '1', '2')).toEqual(['0.00', '0.00']);
  });

  it('adds up to the whole and stays within one unit of the exact share, for any numbers', () => {
    let seed = 20_261_122;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 500; round += 1) {
      const scale = random(12);
      const digits = `${random(1_000_000)}${scale ? `.${String(random(10 ** Math.min(scale, 9))).padStart(scale, '0')}` : ''}`;
      const whole = (random(2) ? digits : negate(amount(digits))) as Amount;
      const weights = Array.from(
        { length: 1 + random(9) },
        () => `${random(100)}.${String(random(1_000_000)).padStart(6, '0')}`,
      );
      if (weights.every((weight) => Number(weight) === 0)) continue;
      const shares = allocate(amount(whole), parts(...weights));
      expect(equals(sum(shares.values()), amount(whole))).toBe(true);
      expect([...allocate(negate(amount(whole)), parts(...weights)).values()].map(negate)).toEqual([
        ...shares.values(),
      ]);
      for (const share of shares.values())
        expect(compare(amount(share), amount('0')) * compare(amount(whole), amount('0'))).not.toBe(-1);
    }
  });

  it('does not depend on the order of the parts', () => {
    const three = parts('1', '1', '1');
    expect(allocate(amount('1.00'), [...three].reverse()).get('p0')).toBe('0.34');
  });

  it('refuses what can not be divided', () => {
    expect(() => divide('1.00')).toThrow(RangeError);
    expect(() => divide('1.00', '0', '0')).toThrow(RangeError);
    expect(() => divide('1.00', '-1', '2')).toThrow(RangeError);
    expect(() => allocate(amount('1.005'), parts('1'), 2)).toThrow(RangeError);
    expect(() => allocate(amount('1'), [...parts('1'), ...parts('1')])).toThrow(RangeError);
  });
});
