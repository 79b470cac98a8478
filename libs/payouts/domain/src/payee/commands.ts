import type { Amount, Currency, PayeeId, PayoutBatchId, PayoutId } from '@max/kernel';

import type { ReleaseCause } from './events';

export type PayeeCommand =
  | { type: 'register'; payeeId: PayeeId; name: string }
  | {
      type: 'set-payout-method';
      provider: 'stripe';
      accountId: string;
      bankAccountId: string | null;
      currency: Currency | null;
    }
  /**
   * `credited` is all that royalties have ever credited to the payee in this currency (corrections taken off), as of
   * the log position `creditedAsOf` (a decimal string).
   */
  | {
      type: 'reserve';
      payoutId: PayoutId;
      batchId: PayoutBatchId;
      currency: Currency;
      amount: Amount;
      credited: Amount;
      creditedAsOf: string;
    }
  | { type: 'release'; payoutId: PayoutId; because: ReleaseCause };
