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
/** Lines were taken out of the draft; it has to be submitted and approved anew. */
export const REVISED = 'payouts.batch-revised.v1';
export const SUBMITTED = 'payouts.batch-submitted.v1';
export const APPROVED = 'payouts.batch-approved.v1';
export const REJECTED = 'payouts.batch-rejected.v1';

const readLines = (fields: Fields): BatchLine[] =>
  fields.each('lines', (line) => ({
    payoutId: line.text('payoutId'),
    payeeId: line.text('payeeId'),
    amount: line.amount('amount'),
  }));

/** @throws Malformed */
const readDraft = ({ event, where }: PackedEvent): BatchDraft => {
  const fields = Fields.of(event.data, where);
  const [batchId, currency, maker] = [fields.text('batchId'), fields.currency('currency'), fields.text('maker')];
  return { batchId, currency, maker, lines: readLines(fields), contentHash: fields.digest('contentHash'), where };
};

const revised = (draft: BatchDraft, { event, where }: PackedEvent): BatchDraft => {
  const fields = Fields.of(event.data, where);
  return { ...draft, lines: readLines(fields), contentHash: fields.digest('contentHash'), where };
};

/** What an approval is bound to: SHA-256 of the canonical JSON (RFC 8785) of `{currency, lines}`. */
export const contentHashOf = ({ currency, lines }: Pick<BatchDraft, 'currency' | 'lines'>): string =>
  hexOf(sha256Of(canonicalJson({ currency, lines })));

/** Events of one batch, in the log's order. */
export const eventsOfBatch = (events: readonly PackedEvent[], batchId: string): PackedEvent[] =>
  events.filter(({ event }) => event.type.startsWith('payouts.batch-') && event.data['batchId'] === batchId);

/** The batch's content as it stands after all changes. @throws Malformed */
export const standingDraft = (events: readonly PackedEvent[], batchId: string): BatchDraft | undefined => {
  const own = eventsOfBatch(events, batchId);
  const drafted = own.find(({ event }) => event.type === DRAFTED);
  return drafted && own.filter(({ event }) => event.type === REVISED).reduce(revised, readDraft(drafted));
};
