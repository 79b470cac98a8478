import type { Currency, PayoutBatchId, PayoutId, UserId } from '@max/kernel';

import type { PayoutLine, SkippedPayee } from './events';

export type PayoutBatchCommand =
  | {
      type: 'draft';
      batchId: PayoutBatchId;
      currency: Currency;
      by: UserId;
      lines: PayoutLine[];
      skipped: SkippedPayee[];
    }
  /** Takes payments out. Whatever was submitted before has to be submitted and approved anew. */
  | { type: 'revise'; by: UserId; without: PayoutId[] }
  | { type: 'submit'; by: UserId }
  /** `contentHash` is that of the lines which the checker has looked at. */
  | { type: 'approve'; by: UserId; contentHash: string }
  | { type: 'reject'; by: UserId; reason: string };
