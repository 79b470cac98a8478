import type {
  Amount,
  Currency,
  Day,
  DomainEvent,
  Instant,
  LogPosition,
  PayeeId,
  PayoutBatchId,
  PayoutId,
  Posting,
  Sha256,
  UserId,
} from '@max/kernel';

import type { SkipReason } from './skip-reasons';

/** One payment of a batch. */
export interface PayoutLine {
  readonly payoutId: PayoutId;
  readonly payeeId: PayeeId;
  readonly amount: Amount;
}

/** A payee who gets nothing in a batch, and why. */
export interface SkippedPayee {
  readonly payeeId: PayeeId;
  readonly amount: Amount;
  readonly reason: SkipReason;
}

export type PayoutState = 'pending' | 'in-transit' | 'paid' | 'failed' | 'returned' | 'unknown' | 'skipped';

/**
 * Streams: `payee-<payeeId>`, `payoutBatch-<batchId>`, `payout-<payoutId>`.
 * Every change of money carries postings that sum to zero per currency.
 */
export type PayoutsEvent =
  | DomainEvent<'payouts.payee-registered.v1', { payeeId: PayeeId; name: string }>
  /** The bank's own words and numbers stay with the payment provider: here are only its ids. */
  | DomainEvent<
      'payouts.payout-method-set.v1',
      {
        payeeId: PayeeId;
        provider: 'stripe';
        accountId: string;
        bankAccountId: string | null;
        /** What the bank account takes; null for an account that was brought along: the provider knows. */
        currency: Currency | null;
      }
    >
  /**
   * Money promised to a payout, on the payee's own stream: all batches reserve there, so none promises it twice. `credited`
   * is what royalties had credited in this currency as of the log position `creditedAsOf`.
   */
  | DomainEvent<
      'payouts.payout-reserved.v1',
      {
        payeeId: PayeeId;
        payoutId: PayoutId;
        batchId: PayoutBatchId;
        currency: Currency;
        amount: Amount;
        credited: Amount;
        creditedAsOf: LogPosition;
      }
    >
  /** The promise is taken back: the money is here and can be paid out anew. */
  | DomainEvent<
      'payouts.reservation-released.v1',
      {
        payeeId: PayeeId;
        payoutId: PayoutId;
        currency: Currency;
        amount: Amount;
        because: 'skipped' | 'failed' | 'returned';
      }
    >
  /** `contentHash` is the SHA-256 of the canonical JSON (RFC 8785) of `{currency, lines}`. */
  | DomainEvent<
      'payouts.batch-drafted.v1',
      {
        batchId: PayoutBatchId;
        currency: Currency;
        maker: UserId;
        lines: PayoutLine[];
        skipped: SkippedPayee[];
        contentHash: Sha256;
      }
    >
  /** Lines were taken out; what was submitted before has to be submitted and approved anew. */
  | DomainEvent<
      'payouts.batch-revised.v1',
      { batchId: PayoutBatchId; by: UserId; lines: PayoutLine[]; contentHash: Sha256 }
    >
  | DomainEvent<'payouts.batch-submitted.v1', { batchId: PayoutBatchId; by: UserId; contentHash: Sha256 }>
  | DomainEvent<'payouts.batch-approved.v1', { batchId: PayoutBatchId; by: UserId; contentHash: Sha256 }>
  | DomainEvent<'payouts.batch-rejected.v1', { batchId: PayoutBatchId; by: UserId; reason: string }>
  /** An approval that was refused is evidence too. */
  | DomainEvent<
      'payouts.approval-refused.v1',
      { batchId: PayoutBatchId; by: UserId; because: 'maker-is-checker' | 'content-changed' | 'not-submitted' }
    >
  | DomainEvent<
      'payouts.payout-requested.v1',
      {
        payoutId: PayoutId;
        batchId: PayoutBatchId;
        payeeId: PayeeId;
        amount: Amount;
        currency: Currency;
        postings: Posting[];
      }
    >
  /** Not paid in this batch, with the reason that the payee sees; nothing was posted. */
  | DomainEvent<
      'payouts.payout-skipped.v1',
      {
        payoutId: PayoutId;
        batchId: PayoutBatchId;
        payeeId: PayeeId;
        amount: Amount;
        currency: Currency;
        reason: SkipReason;
      }
    >
  | DomainEvent<
      'payouts.payout-sent.v1',
      { payoutId: PayoutId; providerTransferId: string; providerPayoutId: string; arrivalDate: Day | null }
    >
  | DomainEvent<
      'payouts.payout-outcome-unknown.v1',
      { payoutId: PayoutId; step: 'transfer' | 'payout'; reason: string }
    >
  | DomainEvent<
      'payouts.payout-paid.v1',
      {
        payoutId: PayoutId;
        payeeId: PayeeId;
        providerPayoutId: string;
        traceId: string | null;
        paidAt: Instant;
        postings: Posting[];
      }
    >
  | DomainEvent<
      'payouts.payout-failed.v1',
      { payoutId: PayoutId; payeeId: PayeeId; code: string; reason: string; postings: Posting[] }
    >
  /** The bank sent it back after `paid`. */
  | DomainEvent<
      'payouts.payout-returned.v1',
      { payoutId: PayoutId; payeeId: PayeeId; code: string; reason: string; postings: Posting[] }
    >
  /** After a failure or a return: the provider has moved the money from the payee's account back to ours. */
  | DomainEvent<
      'payouts.transfer-reversed.v1',
      { payoutId: PayoutId; payeeId: PayeeId; providerTransferId: string; providerReversalId: string }
    >;

export const payeeStream = (id: PayeeId): string => `payee-${id}`;
export const payoutBatchStream = (id: PayoutBatchId): string => `payoutBatch-${id}`;
export const payoutStream = (id: PayoutId): string => `payout-${id}`;

/** Money on its way: owed to nobody and not yet with the bank. */
export const clearingAccount = 'clearing:payouts';
export const bankAccount = 'bank:stripe';
