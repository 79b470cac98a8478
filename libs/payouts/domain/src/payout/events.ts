import type { Amount, Currency, DomainEvent, PayeeId, PayoutBatchId, PayoutId, Posting } from '@max/kernel';

import type { SkipReason } from '../payout-batch/events';

export type UnknownStep = 'transfer' | 'payout';
interface Payment {
  payoutId: PayoutId;
  batchId: PayoutBatchId;
  payeeId: PayeeId;
  amount: Amount;
  currency: Currency;
}
interface Failure {
  payoutId: PayoutId;
  payeeId: PayeeId;
  code: string;
  reason: string;
  postings: Posting[];
}

/** As in the context's contracts. */
export type PayoutEvent =
  | DomainEvent<'payouts.payout-requested.v1', Payment & { postings: Posting[] }>
  | DomainEvent<'payouts.payout-skipped.v1', Payment & { reason: SkipReason }>
  | DomainEvent<
      'payouts.payout-sent.v1',
      { payoutId: PayoutId; providerTransferId: string; providerPayoutId: string; arrivalDate: string | null }
    >
  | DomainEvent<'payouts.payout-outcome-unknown.v1', { payoutId: PayoutId; step: UnknownStep; reason: string }>
  | DomainEvent<
      'payouts.payout-paid.v1',
      {
        payoutId: PayoutId;
        payeeId: PayeeId;
        providerPayoutId: string;
        traceId: string | null;
        paidAt: string;
        postings: Posting[];
      }
    >
  | DomainEvent<'payouts.payout-failed.v1', Failure>
  | DomainEvent<'payouts.payout-returned.v1', Failure>
  | DomainEvent<
      'payouts.transfer-reversed.v1',
      { payoutId: PayoutId; payeeId: PayeeId; providerTransferId: string; providerReversalId: string }
    >;
