import { add, subtract, ZERO, type Amount, type Currency, type PayeeId } from '@max/kernel';
import { defineProjection } from '@max/kernel/server';
import type { PayoutsEvent } from '@max/payouts/contracts';
import { payeeAccount, type RoyaltiesEvent } from '@max/royalties/contracts';

/** One payee's money in one currency, as sums of what the log says; nothing is ever rounded. */
export interface BalanceView {
  readonly payeeId: string;
  readonly currency: Currency;
  /** All that royalties have credited, corrections taken off. */
  readonly credited: Amount;
  /** All that payouts hold or have taken for good. */
  readonly reserved: Amount;
  /** Of that, what has reached the bank and stayed there. */
  readonly paid: Amount;
}

const PREFIX = payeeAccount('' as PayeeId);
export const balanceId = (payeeId: string, currency: string): string => `${payeeId}|${currency}`;

const changed = (
  payeeId: string,
  currency: Currency,
  change: (balance: BalanceView) => Partial<BalanceView>,
): [string, (current: BalanceView | undefined) => BalanceView] => [
  balanceId(payeeId, currency),
  (current) => {
    const balance = current ?? { payeeId, currency, credited: ZERO, reserved: ZERO, paid: ZERO };
    return { ...balance, ...change(balance) };
  },
];

export const payeeBalances = defineProjection<BalanceView, RoyaltiesEvent | PayoutsEvent>({
  name: 'payee-balances',
  version: 1,
  critical: true,
  indexes: [{ fields: { payeeId: 1, currency: 1 } }, { fields: { currency: 1, _id: 1 } }],
  on: {
    'royalties.statement-booked.v1': async ({ data }, documents) => {
      // one document may get several postings of one event, but is changed once
      const credits = new Map<string, { payeeId: string; currency: Currency; amount: Amount }>();
      for (const { account, currency, amount } of data.postings) {
        if (!account.startsWith(PREFIX)) continue;
        const payeeId = account.slice(PREFIX.length);
        const before = credits.get(balanceId(payeeId, currency))?.amount ?? ZERO;
        credits.set(balanceId(payeeId, currency), { payeeId, currency, amount: add(before, amount) });
      }
      for (const { payeeId, currency, amount } of credits.values()) {
        await documents.change(...changed(payeeId, currency, ({ credited }) => ({ credited: add(credited, amount) })));
      }
    },
    'payouts.payout-reserved.v1': ({ data: { payeeId, currency, amount } }, documents) =>
      documents.change(...changed(payeeId, currency, ({ reserved }) => ({ reserved: add(reserved, amount) }))),
    'payouts.reservation-released.v1': ({ data: { payeeId, currency, amount } }, documents) =>
      documents.change(...changed(payeeId, currency, ({ reserved }) => ({ reserved: subtract(reserved, amount) }))),
    'payouts.payout-paid.v1': async ({ data: { payeeId, postings } }, documents) => {
      for (const { currency, amount } of postings.filter(({ amount }) => !amount.startsWith('-'))) {
        await documents.change(...changed(payeeId, currency, ({ paid }) => ({ paid: add(paid, amount) })));
      }
    },
    'payouts.payout-returned.v1': async ({ data: { payeeId, postings } }, documents) => {
      for (const { currency, amount } of postings.filter(({ amount }) => !amount.startsWith('-'))) {
        await documents.change(...changed(payeeId, currency, ({ paid }) => ({ paid: subtract(paid, amount) })));
      }
    },
  },
});

export const availableOf = ({ credited, reserved }: BalanceView): Amount => subtract(credited, reserved);
export const heldOf = ({ reserved, paid }: BalanceView): Amount => subtract(reserved, paid);
