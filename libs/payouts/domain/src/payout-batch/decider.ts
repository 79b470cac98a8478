import {
  isNegative,
  isZero,
  minorUnitDigits,
  never,
  scaleOf,
  type Currency,
  type Decider,
  type PayoutBatchId,
  type Sha256,
  type UserId,
} from '@max/kernel';

import { contentHashOf } from '../content-hash';

import type { PayoutBatchCommand } from './commands';
import { BadLines, BatchExists, NoSuchBatch, NothingToPay, ReasonMissing, WrongBatchState } from './errors';
import type { ApprovalRefusal, PayoutBatchEvent, PayoutLine } from './events';

export interface ExistingBatch {
  readonly status: 'draft' | 'submitted' | 'approved' | 'rejected';
  readonly batchId: PayoutBatchId;
  readonly currency: Currency;
  /** Everyone who made, changed or submitted it: none of them may approve it. */
  readonly makers: readonly UserId[];
  readonly lines: readonly PayoutLine[];
  readonly contentHash: Sha256;
}

/**
 * `draft → submitted → approved | rejected`. A change leads back to `draft`: the approval covers exactly the lines that
 * the checker has seen (their hash), and the checker is somebody else, admins included.
 */
export type PayoutBatch = { readonly status: 'none' } | ExistingBatch;

const checked = (currency: Currency, lines: readonly PayoutLine[], skipped: number): Sha256 => {
  if (lines.length === 0) throw new NothingToPay(skipped);
  if (new Set(lines.map(({ payeeId }) => payeeId)).size < lines.length) throw new BadLines('a payee stands twice');
  if (new Set(lines.map(({ payoutId }) => payoutId)).size < lines.length) throw new BadLines('a payout stands twice');
  for (const { amount } of lines) {
    if (isNegative(amount) || isZero(amount)) throw new BadLines(`${amount} is not more than zero`);
    if (scaleOf(amount) > minorUnitDigits(currency)) throw new BadLines(`${amount} ${currency} can't be paid exactly`);
  }
  return contentHashOf(currency, lines);
};

const refuses = (by: UserId, contentHash: string, batch: ExistingBatch): ApprovalRefusal | undefined => {
  if (batch.status !== 'submitted') return 'not-submitted';
  if (batch.makers.includes(by)) return 'maker-is-checker';
  return batch.contentHash === contentHash ? undefined : 'content-changed';
};

const approve = (
  command: Extract<PayoutBatchCommand, { type: 'approve' }>,
  batch: ExistingBatch,
): PayoutBatchEvent[] => {
  const { by, contentHash } = command;
  const { batchId } = batch;
  if (batch.status === 'approved' && batch.contentHash === contentHash && !batch.makers.includes(by)) return [];
  const because = refuses(by, contentHash, batch);
  if (because !== undefined) return [{ type: 'payouts.approval-refused.v1', data: { batchId, by, because } }];
  return [{ type: 'payouts.batch-approved.v1', data: { batchId, by, contentHash: batch.contentHash } }];
};

const decide = (command: PayoutBatchCommand, batch: PayoutBatch): PayoutBatchEvent[] => {
  if (command.type === 'draft') {
    if (batch.status !== 'none') throw new BatchExists();
    const { batchId, currency, by: maker, lines, skipped } = command;
    const contentHash = checked(currency, lines, skipped.length);
    return [{ type: 'payouts.batch-drafted.v1', data: { batchId, currency, maker, lines, skipped, contentHash } }];
  }
  if (batch.status === 'none') throw new NoSuchBatch();
  const { batchId, contentHash } = batch;
  const open = batch.status === 'draft' || batch.status === 'submitted';
  switch (command.type) {
    case 'revise': {
      if (!open) throw new WrongBatchState('revised', batch.status);
      const lines = batch.lines.filter(({ payoutId }) => !command.without.includes(payoutId));
      if (lines.length === batch.lines.length) return [];
      const hash = checked(batch.currency, lines, 0);
      return [{ type: 'payouts.batch-revised.v1', data: { batchId, by: command.by, lines, contentHash: hash } }];
    }
    case 'submit':
      if (batch.status === 'submitted') return [];
      if (batch.status !== 'draft') throw new WrongBatchState('submitted', batch.status);
      return [{ type: 'payouts.batch-submitted.v1', data: { batchId, by: command.by, contentHash } }];
    case 'approve':
      return approve(command, batch);
    case 'reject': {
      const reason = command.reason.trim();
      if (reason === '') throw new ReasonMissing();
      if (batch.status === 'rejected') return [];
      if (!open) throw new WrongBatchState('rejected', batch.status);
      return [{ type: 'payouts.batch-rejected.v1', data: { batchId, by: command.by, reason } }];
    }
    default:
      return never(command);
  }
};

const evolve = (batch: PayoutBatch, event: PayoutBatchEvent): PayoutBatch => {
  if (event.type === 'payouts.batch-drafted.v1') {
    const { batchId, currency, maker, lines, contentHash } = event.data;
    return { status: 'draft', batchId, currency, makers: [maker], lines, contentHash };
  }
  if (batch.status === 'none') return batch;
  const makersAnd = (by: UserId): readonly UserId[] => [...new Set([...batch.makers, by])];
  switch (event.type) {
    case 'payouts.batch-revised.v1': {
      const { by, lines, contentHash } = event.data;
      return { ...batch, status: 'draft', makers: makersAnd(by), lines, contentHash };
    }
    case 'payouts.batch-submitted.v1':
      return { ...batch, status: 'submitted', makers: makersAnd(event.data.by) };
    case 'payouts.batch-approved.v1':
      return { ...batch, status: 'approved' };
    case 'payouts.batch-rejected.v1':
      return { ...batch, status: 'rejected' };
    case 'payouts.approval-refused.v1':
      return batch;
    default:
      return never(event);
  }
};

export const payoutBatch: Decider<PayoutBatch, PayoutBatchCommand, PayoutBatchEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
