import { amount, type Isrc, type PayeeId } from '@max/kernel';
import { given } from '@max/kernel/testing';

import type { SplitSheetEvent } from '../events';

import { splitSheet, type AgreeSplitSheet } from './decider';
import { InvalidEffectiveDate, InvalidShare, PayeeTwice, SharesDoNotSum, SheetAlreadyAgreed } from './errors';
import { sheetInEffect } from './sheet-in-effect';

const share = (payee: string, percent: string) => ({ payeeId: payee as PayeeId, percent: amount(percent) });
const terms = {
  sheetId: 's1',
  target: { isrc: 'GBXWZ0800015' as Isrc },
  effectiveFrom: '2025-01-01',
  shares: [share('ann', '66.666667'), share('bob', '33.333333')],
};
const agree: AgreeSplitSheet = { type: 'agree', ...terms };
const agreed: SplitSheetEvent = { type: 'royalties.split-sheet-agreed.v1', data: terms };
const sheets = (...history: SplitSheetEvent[]) => given(splitSheet, ...history);

describe('agree a split sheet', () => {
  it('divides exactly 100 per cent', () => sheets().when(agree).then(agreed));
  it('takes a later sheet beside the first', () => {
    const later = { ...terms, sheetId: 's2', effectiveFrom: '2025-07-01' };
    sheets(agreed)
      .when({ type: 'agree', ...later })
      .then({ type: agreed.type, data: later });
  });
  it('changes nothing when the same division comes again', () =>
    sheets(agreed)
      .when({ ...agree, sheetId: 's9', shares: [share('bob', '33.333333'), share('ann', '66.666667')] })
      .thenNothing());
  it('never changes what was agreed for a date', () =>
    sheets(agreed)
      .when({ ...agree, sheetId: 's9', shares: [share('ann', '100')] })
      .thenRefused(SheetAlreadyAgreed));

  it.each([
    ['99.999999', [share('ann', '66.666666'), share('bob', '33.333333')]],
    ['100.000001', [share('ann', '66.666667'), share('bob', '33.333334')]],
    ['nothing', []],
  ])('refuses shares that come to %s', (_, shares) =>
    sheets()
      .when({ ...agree, shares })
      .thenRefused(SharesDoNotSum),
  );
  it.each(['0', '-1', '100.5', '33.3333333'])('refuses a share of %s', (percent) =>
    sheets()
      .when({ ...agree, shares: [share('ann', percent), share('bob', '50')] })
      .thenRefused(InvalidShare),
  );
  it('refuses a payee twice', () =>
    sheets()
      .when({ ...agree, shares: [share('ann', '50'), share('ann', '50')] })
      .thenRefused(PayeeTwice));
  it.each(['2025-02-30', '2025-13-01', '01.02.2025', '', '2025-1-1'])('refuses %j as a date', (effectiveFrom) =>
    sheets()
      .when({ ...agree, effectiveFrom })
      .thenRefused(InvalidEffectiveDate),
  );
});

describe('the sheet in effect', () => {
  const history = ['2025-07-01', '2025-01-01', '2026-01-01'].map((effectiveFrom) => ({ effectiveFrom }));
  it.each([
    ['2024-12-31', undefined],
    ['2025-01-01', '2025-01-01'],
    ['2025-06-30', '2025-01-01'],
    ['2025-07-01', '2025-07-01'],
    ['2027-01-01', '2026-01-01'],
  ])('on %s is that of %s', (day, from) => expect(sheetInEffect(history, day)?.effectiveFrom).toBe(from));
});
