import type { Amount, Currency, PayoutId } from '@max/kernel';
import { defineProjection, type Documents, type RecordedEvent } from '@max/kernel/server';
import type { PayoutsEvent, PayoutState } from '@max/payouts/contracts';

export interface PayoutView {
  readonly payoutId: PayoutId;
  readonly batchId: string;
  readonly payeeId: string;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly state: PayoutState;
  /** Why it was skipped, failed, came back or is unknown. */
  readonly reason: string | null;
  readonly code: string | null;
  readonly providerTransferId: string | null;
  readonly providerPayoutId: string | null;
  readonly traceId: string | null;
  readonly arrivalDate: string | null;
  readonly requestedAt: string;
  readonly paidAt: string | null;
  readonly changedAt: string;
  /** After a failure or return: the money is free to be paid out anew. */
  readonly moneyBack: boolean;
}

type Change = (payout: PayoutView) => Partial<PayoutView>;

const change = (event: RecordedEvent, id: PayoutId, documents: Documents<PayoutView>, next: Change): Promise<void> =>
  documents.change(id, (payout) => payout && { ...payout, changedAt: event.metadata.occurredAt, ...next(payout) });

const begin = (
  event: RecordedEvent,
  payment: Pick<PayoutView, 'payoutId' | 'batchId' | 'payeeId' | 'amount' | 'currency'>,
  state: PayoutState,
  reason: string | null,
): PayoutView => {
  const { payoutId, batchId, payeeId, amount, currency } = payment;
  return {
    payoutId,
    batchId,
    payeeId,
    amount,
    currency,
    state,
    reason,
    code: reason,
    providerTransferId: null,
    providerPayoutId: null,
    traceId: null,
    arrivalDate: null,
    requestedAt: event.metadata.occurredAt,
    paidAt: null,
    changedAt: event.metadata.occurredAt,
    moneyBack: false,
  };
};

export const payouts = defineProjection<PayoutView, PayoutsEvent>({
  name: 'payouts',
  version: 1,
  critical: true,
  indexes: [
    { fields: { requestedAt: -1, _id: -1 } },
    { fields: { payeeId: 1, requestedAt: -1, _id: -1 } },
    { fields: { batchId: 1 } },
    { fields: { state: 1, changedAt: 1 } },
  ],
  on: {
    'payouts.payout-requested.v1': (event, documents) =>
      documents.change(event.data.payoutId, () => begin(event, event.data, 'pending', null)),
    'payouts.payout-skipped.v1': (event, documents) =>
      documents.change(event.data.payoutId, () => begin(event, event.data, 'skipped', event.data.reason)),
    'payouts.payout-sent.v1': (event, documents) =>
      change(event, event.data.payoutId, documents, ({ state, reason }) => {
        const { payoutId: _, ...sent } = event.data;
        const waiting = state === 'pending' || state === 'unknown';
        return { ...sent, state: waiting ? 'in-transit' : state, reason: waiting ? null : reason };
      }),
    'payouts.payout-outcome-unknown.v1': (event, documents) =>
      change(event, event.data.payoutId, documents, () => ({ state: 'unknown', reason: event.data.reason })),
    'payouts.payout-paid.v1': (event, documents) =>
      change(event, event.data.payoutId, documents, () => {
        const { providerPayoutId, traceId, paidAt } = event.data;
        return { state: 'paid', reason: null, providerPayoutId, traceId, paidAt };
      }),
    'payouts.payout-failed.v1': (event, documents) =>
      change(event, event.data.payoutId, documents, () => {
        const { code, reason } = event.data;
        return { state: 'failed', code, reason };
      }),
    'payouts.payout-returned.v1': (event, documents) =>
      change(event, event.data.payoutId, documents, () => {
        const { code, reason } = event.data;
        return { state: 'returned', code, reason };
      }),
    'payouts.reservation-released.v1': (event, documents) =>
      change(event, event.data.payoutId, documents, () => ({ moneyBack: true })),
  },
});
