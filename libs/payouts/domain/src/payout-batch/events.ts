import type { Amount, Currency, DomainEvent, PayeeId, PayoutBatchId, PayoutId, Sha256, UserId } from '@max/kernel';

export interface PayoutLine {
  readonly payoutId: PayoutId;
  readonly payeeId: PayeeId;
  readonly amount: Amount;
}

/** As in the contracts: slugs with a text for the payee. */
export type SkipReason =
  | 'no-payout-method'
  | 'no-account-in-currency'
  | 'below-minimum'
  | 'nothing-payable'
  | 'negative-balance'
  | 'not-enough-credited';

/** A payee who gets nothing in this batch, and why. */
export interface SkippedPayee {
  readonly payeeId: PayeeId;
  readonly amount: Amount;
  readonly reason: SkipReason;
}

export type ApprovalRefusal = 'maker-is-checker' | 'content-changed' | 'not-submitted';

/** As in the context's contracts. */
export type PayoutBatchEvent =
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
  | DomainEvent<
      'payouts.batch-revised.v1',
      { batchId: PayoutBatchId; by: UserId; lines: PayoutLine[]; contentHash: Sha256 }
    >
  | DomainEvent<'payouts.batch-submitted.v1', { batchId: PayoutBatchId; by: UserId; contentHash: Sha256 }>
  | DomainEvent<'payouts.batch-approved.v1', { batchId: PayoutBatchId; by: UserId; contentHash: Sha256 }>
  | DomainEvent<'payouts.batch-rejected.v1', { batchId: PayoutBatchId; by: UserId; reason: string }>
  | DomainEvent<'payouts.approval-refused.v1', { batchId: PayoutBatchId; by: UserId; because: ApprovalRefusal }>;
