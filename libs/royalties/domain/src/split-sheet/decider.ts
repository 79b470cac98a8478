import { add, amount, canonicalJson, compare, equals, scaleOf, ZERO, type Amount, type Decider } from '@max/kernel';

import type { SplitShare, SplitSheetEvent, SplitTarget } from '../events';

import { InvalidEffectiveDate, InvalidShare, PayeeTwice, SharesDoNotSum, SheetAlreadyAgreed } from './errors';

export type AgreedSheet = SplitSheetEvent['data'];

export interface AgreeSplitSheet {
  readonly type: 'agree';
  readonly sheetId: string;
  readonly target: SplitTarget;
  readonly effectiveFrom: string;
  readonly shares: readonly SplitShare[];
}

/** All sheets ever agreed for one target; a sheet is in effect from its date until that of the next. */
export interface SplitSheets {
  readonly sheets: readonly AgreedSheet[];
}

const HUNDRED = amount('100');
const MAX_DECIMALS = 6;

export const splitSheet: Decider<SplitSheets, AgreeSplitSheet, SplitSheetEvent> = {
  initialState: { sheets: [] },
  decide: ({ type: _, ...sheet }, { sheets }) => {
    checkDate(sheet.effectiveFrom);
    checkShares(sheet.shares);
    const same = sheets.find(({ effectiveFrom }) => effectiveFrom === sheet.effectiveFrom);
    if (same) {
      if (division(same.shares) === division(sheet.shares)) return [];
      throw new SheetAlreadyAgreed(same.sheetId, same.effectiveFrom);
    }
    return [{ type: 'royalties.split-sheet-agreed.v1', data: { ...sheet, shares: [...sheet.shares] } }];
  },
  evolve: ({ sheets }, { data }) => ({ sheets: [...sheets, data] }),
};

/** The division as such: order of the payees and trailing zeros of the per cents do not matter. */
const division = (shares: readonly SplitShare[]): string =>
  canonicalJson(
    shares
      .map(({ payeeId, percent }) => [payeeId, percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent])
      .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
  );

function checkDate(date: string): void {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00Z`) : undefined;
  // the round trip refuses 2025-02-30, which Date would turn into 2 March
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== date) {
    throw new InvalidEffectiveDate(date);
  }
}

function checkShares(shares: readonly SplitShare[]): void {
  const seen = new Set<string>();
  let sum: Amount = ZERO;
  for (const { payeeId, percent } of shares) {
    if (seen.has(payeeId)) throw new PayeeTwice(payeeId);
    seen.add(payeeId);
    const outside = compare(percent, ZERO) <= 0 || compare(percent, HUNDRED) > 0;
    if (outside || scaleOf(percent) > MAX_DECIMALS) throw new InvalidShare(payeeId, percent);
    sum = add(sum, percent);
  }
  if (!equals(sum, HUNDRED)) throw new SharesDoNotSum(sum);
}
