import { canonicalJson, hexOf, sha256Of, type Amount, type Currency } from '@max/kernel';

import type { PackedEvent } from '../pack/events-file';
import { Fields } from '../reading/fields';

export interface BatchLine {
  readonly payoutId: string;
  readonly payeeId: string;
  readonly amount: Amount;
}

export interface BatchDraft {
  readonly batchId: string;
  readonly currency: Currency;
  readonly maker: string;
  readonly lines: readonly BatchLine[];
  readonly contentHash: string;
  readonly where: string;
}

export const DRAFTED = 'payouts.batch-drafted.v1';
export const SUBMITTED = 'payouts.batch-submitted.v1';
export const APPROVED = 'payouts.batch-approved.v1';
export const REJECTED = 'payouts.batch-rejected.v1';

/** @throws Malformed */
export const readDraft = ({ event, where }: PackedEvent): BatchDraft => {
  const fields = Fields.of(event.data, where);
  return {
    batchId: fields.text('batchId'),
    currency: fields.currency('currency'),
    maker: fields.text('maker'),
    lines: fields.each('lines', (line) => ({
      payoutId: line.text('payoutId'),
      payeeId: line.text('payeeId'),
      amount: line.amount('amount'),
    })),
    contentHash: fields.digest('contentHash'),
    where,
  };
};

/** What maker and checker sign with their approval: SHA-256 of the canonical JSON of currency and lines. */
export const contentHashOf = (draft: Pick<BatchDraft, 'batchId' | 'currency' | 'lines'>): string =>
  hexOf(sha256Of(canonicalJson({ batchId: draft.batchId, currency: draft.currency, lines: draft.lines })));

/** Events of one batch, in the log's order. */
export const eventsOfBatch = (events: readonly PackedEvent[], batchId: string): PackedEvent[] =>
  events.filter(({ event }) => event.type.startsWith('payouts.batch-') && event.data['batchId'] === batchId);

/** The draft that stands: the last one. @throws Malformed */
export const standingDraft = (events: readonly PackedEvent[], batchId: string): BatchDraft | undefined => {
  const drafted = eventsOfBatch(events, batchId).findLast(({ event }) => event.type === DRAFTED);
  return drafted && readDraft(drafted);
};
