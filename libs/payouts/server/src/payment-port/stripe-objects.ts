import type Stripe from 'stripe';

import type { ProviderPayout, ProviderTransfer } from './payment-provider';

const idOf = (reference: string | { id: string } | null | undefined): string =>
  typeof reference === 'string' ? reference : (reference?.id ?? '');

const day = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

export const transferFrom = (transfer: Stripe.Transfer): ProviderTransfer => ({
  id: transfer.id,
  accountId: idOf(transfer.destination),
  reversalId: transfer.reversed ? (transfer.reversals.data[0]?.id ?? transfer.id) : null,
});

/** Stripe's states: https://docs.stripe.com/api/payouts/object#payout_object-status */
export const payoutFrom = (payout: Stripe.Payout): ProviderPayout => {
  const { id, status, failure_code, failure_message, arrival_date, trace_id } = payout;
  const known = { id, arrivalDate: day(arrival_date), traceId: trace_id?.value ?? null };
  switch (status) {
    case 'paid':
      return { ...known, state: 'paid', failure: null };
    case 'failed':
    case 'canceled': {
      const code = failure_code ?? status;
      return { ...known, state: 'failed', failure: { code, reason: failure_message ?? `the payout was ${status}` } };
    }
    default:
      return { ...known, state: 'in-transit', failure: null };
  }
};
