import type { PayoutsEvent } from '@max/payouts/contracts';
import { defineProjection } from '@max/kernel/server';

export interface PayeeView {
  readonly payeeId: string;
  readonly name: string;
  /** The name in lower case, to sort and search by. */
  readonly nameKey: string;
  readonly accountId: string | null;
  /** What the payee's bank accounts take; null when one was brought along and only the provider knows. */
  readonly takes: readonly string[] | null;
  readonly methodSetAt: string | null;
  readonly registeredAt: string;
}

type Method = Extract<PayoutsEvent, { type: 'payouts.payout-method-set.v1' }>['data'];

/** Bank accounts add up on one account at the provider; another account there begins anew. */
const takesAfter = (payee: PayeeView, { accountId, currency }: Method): readonly string[] | null => {
  if (currency === null) return null;
  const before = payee.accountId === accountId ? payee.takes : [];
  return before === null ? null : [...new Set([...before, currency])];
};

export const payees = defineProjection<PayeeView, PayoutsEvent>({
  name: 'payees',
  version: 2,
  critical: true,
  indexes: [{ fields: { nameKey: 1, _id: 1 } }],
  on: {
    'payouts.payee-registered.v1': ({ data, metadata }, documents) =>
      documents.change(data.payeeId, () => ({
        payeeId: data.payeeId,
        name: data.name,
        nameKey: data.name.toLowerCase(),
        accountId: null,
        takes: [],
        methodSetAt: null,
        registeredAt: metadata.occurredAt,
      })),
    'payouts.payout-method-set.v1': ({ data, metadata }, documents) =>
      documents.change(
        data.payeeId,
        (payee) =>
          payee && {
            ...payee,
            accountId: data.accountId,
            takes: takesAfter(payee, data),
            methodSetAt: metadata.occurredAt,
          },
      ),
  },
});
