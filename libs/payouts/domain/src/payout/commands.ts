import type { Amount, Currency, PayeeId, PayoutBatchId, PayoutId } from '@max/kernel';

import type { SkipReason } from '../payout-batch/events';

import type { UnknownStep } from './events';

interface Payment {
  payoutId: PayoutId;
  batchId: PayoutBatchId;
  payeeId: PayeeId;
  amount: Amount;
  currency: Currency;
}

export type PayoutCommand =
  | ({ type: 'request' } & Payment)
  | ({ type: 'skip'; reason: SkipReason } & Payment)
  /** The provider has taken it over. `arrivalDate` is YYYY-MM-DD. */
  | { type: 'record-sent'; providerTransferId: string; providerPayoutId: string; arrivalDate: string | null }
  /** A step was sent and nobody knows what became of it. */
  | { type: 'record-unknown'; step: UnknownStep; reason: string }
  | { type: 'record-paid'; providerPayoutId: string; traceId: string | null; paidAt: string }
  /** `providerPayoutId` is null when the provider never took it. */
  | { type: 'record-failed'; providerPayoutId: string | null; code: string; reason: string }
  /** The money is back with us after a failure. */
  | { type: 'record-reversed'; providerTransferId: string; providerReversalId: string };
