import type { PayoutState } from '@max/payouts/contracts';
import type { SalesLine } from '@max/royalties/contracts';

export interface PayeeDto {
  readonly id: string;
  readonly name: string;
  readonly balances: readonly BalanceDto[];
  readonly payoutMethod: { readonly provider: string; readonly accountId: string } | null;
}

export interface BalanceDto {
  readonly currency: string;
  readonly available: string;
  readonly held: string;
}

export interface PostingDto {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  /** Id of the statement or payout. */
  readonly reference: string;
  readonly amount: string;
  readonly currency: string;
}

export type BatchStatus = 'draft' | 'submitted' | 'approved' | 'rejected';

export interface BatchDto {
  readonly id: string;
  readonly status: BatchStatus;
  readonly currency: string;
  readonly total: string;
  readonly payees: number;
  readonly createdAt: string;
  /** User ids: names are known only to who may read users. */
  readonly maker: string;
  readonly submittedBy: string | null;
  readonly checker: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
  readonly contentHash: string;
}

export interface BatchLineDto {
  readonly payoutId: string;
  readonly payeeId: string;
  readonly payeeName: string;
  readonly amount: string;
  readonly state: PayoutState | null;
  readonly reason?: string | null;
}

export interface SkippedPayeeDto {
  readonly payeeId: string;
  readonly payeeName: string;
  readonly amount: string;
  readonly code: string;
  readonly reason: string;
}

export interface RefusedApprovalDto {
  readonly by: string;
  readonly because: string;
  readonly at: string;
}

export interface BatchDetailDto extends BatchDto {
  readonly lines: readonly BatchLineDto[];
  readonly skipped: readonly SkippedPayeeDto[];
  readonly refusedApprovals: readonly RefusedApprovalDto[];
}

export interface PayoutDto {
  readonly id: string;
  readonly batchId: string;
  readonly payeeId: string;
  readonly payeeName: string;
  readonly amount: string;
  readonly currency: string;
  readonly state: PayoutState;
  /** In words, when there is something to explain; `code` is the provider's. */
  readonly reason: string | null;
  readonly code: string | null;
  readonly providerTransferId: string | null;
  readonly providerPayoutId: string | null;
  readonly traceId: string | null;
  readonly requestedAt: string;
  readonly arrivalDate: string | null;
  readonly paidAt: string | null;
}

/** One recording in one statement, and what this payee got of it. */
export interface LineageTrackDto {
  readonly isrc: string | null;
  readonly title: string | null;
  /** The payee's share; null when several split sheets with different shares were at work. */
  readonly percent: string | null;
  readonly lineCount: number;
  readonly amount: string;
}

export interface LineageStatementDto {
  readonly statementId: string;
  readonly fileName: string;
  readonly source: string | null;
  readonly amount: string;
  readonly tracks: readonly LineageTrackDto[];
}

/** A payout walked down: the statements whose postings it paid, and the recordings in them. */
export interface LineageDto {
  readonly payout: {
    readonly id: string;
    readonly payeeId: string;
    readonly amount: string;
    readonly currency: string;
  };
  readonly statements: readonly LineageStatementDto[];
}

/** A sales line at the end of the walk, with where it stands. */
export interface LineageLineDto extends SalesLine {
  readonly statementId: string;
  readonly groupKey: string;
}
