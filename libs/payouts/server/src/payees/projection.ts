import type { PayoutsEvent } from '@max/payouts/contracts';
import { defineProjection } from '@max/kernel/server';

export interface PayeeView {
  readonly payeeId: string;
  readonly name: string;
  /** The name in lower case, to sort and search by. */
  readonly nameKey: string;
  readonly accountId: string | null;
  readonly methodSetAt: string | null;
  readonly registeredAt: string;
}

export const payees = defineProjection<PayeeView, PayoutsEvent>({
  name: 'payees',
  version: 1,
  indexes: [{ fields: { nameKey: 1, _id: 1 } }],
  on: {
    'payouts.payee-registered.v1': ({ data, metadata }, documents) =>
      documents.change(data.payeeId, () => ({
        payeeId: data.payeeId,
        name: data.name,
        nameKey: data.name.toLowerCase(),
        accountId: null,
        methodSetAt: null,
        registeredAt: metadata.occurredAt,
      })),
    'payouts.payout-method-set.v1': ({ data, metadata }, documents) =>
      documents.change(
        data.payeeId,
        (payee) => payee && { ...payee, accountId: data.accountId, methodSetAt: metadata.occurredAt },
      ),
  },
});
