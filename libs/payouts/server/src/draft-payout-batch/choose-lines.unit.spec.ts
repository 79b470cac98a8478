import { amount, currency, type PayeeId } from '@max/kernel';

import { chooseLines } from './choose-lines';

const EUR = currency('EUR');
const candidate = (payeeId: string, available: string, hasMethod = true) => ({
  payeeId: payeeId as PayeeId,
  available: amount(available),
  hasMethod,
});

describe('the lines of a batch', () => {
  it('pay what is available, cut to the cent, in the order of the payees', () => {
    const { lines, skipped } = chooseLines([candidate('b', '20.999999'), candidate('a', '10.00')], EUR, amount('1'));
    expect(lines.map(({ payeeId, amount }) => [payeeId, amount])).toEqual([
      ['a', '10.00'],
      ['b', '20.99'],
    ]);
    expect(new Set(lines.map(({ payoutId }) => payoutId)).size).toBe(2);
    expect(skipped).toEqual([]);
  });

  it.each([
    ['-0.01', true, 'negative-balance'],
    ['-5', false, 'negative-balance'],
    ['0.009', true, 'nothing-payable'],
    ['0', true, 'nothing-payable'],
    ['0.999', true, 'below-minimum'],
    ['1.00', false, 'no-payout-method'],
  ])('skip %s (method: %s) with the reason %s', (available, hasMethod, reason) => {
    const { lines, skipped } = chooseLines([candidate('a', available, hasMethod)], EUR, amount('1'));
    expect(lines).toEqual([]);
    expect(skipped).toEqual([{ payeeId: 'a', amount: available, reason }]);
  });

  it('of a currency without cents are whole', () => {
    const { lines } = chooseLines([candidate('a', '1234.9')], currency('JPY'), amount('1'));
    expect(lines[0]?.amount).toBe('1234');
  });
});
