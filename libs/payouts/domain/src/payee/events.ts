import type { Amount, Currency, DomainEvent, PayeeId, PayoutBatchId, PayoutId } from '@max/kernel';

export type ReleaseCause = 'skipped' | 'failed' | 'returned';

/** As in the context's contracts. */
export type PayeeEvent =
  | DomainEvent<'payouts.payee-registered.v1', { payeeId: PayeeId; name: string }>
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
  | DomainEvent<
      'payouts.payout-reserved.v1',
      {
        payeeId: PayeeId;
        payoutId: PayoutId;
        batchId: PayoutBatchId;
        currency: Currency;
        amount: Amount;
        credited: Amount;
        creditedAsOf: string;
      }
    >
  | DomainEvent<
      'payouts.reservation-released.v1',
      { payeeId: PayeeId; payoutId: PayoutId; currency: Currency; amount: Amount; because: ReleaseCause }
    >;
