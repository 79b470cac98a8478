import { amount, currency, type PayeeId } from '@max/kernel';

import { chooseLines, type Candidate } from './choose-lines';

const EUR = currency('EUR');
const candidate = (payeeId: string, available: string, method: Candidate['method'] = 'fits') => ({
  payeeId: payeeId as PayeeId,
  available: amount(available),
  method,
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
    ['-0.01', 'fits', 'negative-balance'],
    ['-5', 'none', 'negative-balance'],
    ['0.009', 'fits', 'nothing-payable'],
    ['0', 'fits', 'nothing-payable'],
    ['0.999', 'fits', 'below-minimum'],
    ['1.00', 'none', 'no-payout-method'],
    ['1.00', 'other-currency', 'no-account-in-currency'],
  ] as const)('skip %s (method: %s) with the reason %s', (available, method, reason) => {
    const { lines, skipped } = chooseLines([candidate('a', available, method)], EUR, amount('1'));
    expect(lines).toEqual([]);
    expect(skipped).toEqual([{ payeeId: 'a', amount: available, reason }]);
  });

  it('of a currency without cents are whole', () => {
    const { lines } = chooseLines([candidate('a', '1234.9')], currency('JPY'), amount('1'));
    expect(lines[0]?.amount).toBe('1234');
  });
});
