import type { BatchDraft } from '../facts/batch';
import type { PayoutStory } from '../facts/payout';
import { postingsOf } from '../facts/postings';
import type { PackedEvent } from '../pack/events-file';
import type { Line } from '../pack/lines-file';

import { csvRow } from './csv';

/** `payments.csv`: the batch's payments in its order, and what the events say became of each. */
export function* paymentRows(draft: BatchDraft, stories: ReadonlyMap<string, PayoutStory>): Generator<string> {
  yield csvRow([
    ...['payout_id', 'payee_id', 'currency', 'amount', 'state', 'transfer_id', 'bank_payout_id', 'trace_id', 'paid_at'],
    'reason',
  ]);
  for (const { payoutId, payeeId, amount } of draft.lines) {
    const story = stories.get(payoutId);
    yield csvRow([
      ...[payoutId, payeeId, draft.currency, amount, story?.outcome ?? 'not requested', story?.transferId ?? null],
      ...[story?.bankPayoutId ?? null, story?.traceId ?? null, story?.paidAt ?? null, story?.reason ?? null],
    ]);
  }
}

/** `postings.csv`: every posting of every event of the pack, in the log's order. @throws Malformed */
export function* postingRows(events: readonly PackedEvent[]): Generator<string> {
  yield csvRow(['leaf_index', 'event', 'stream', 'revision', 'account', 'currency', 'amount']);
  for (const { event, leafIndex, where } of events) {
    for (const { account, currency, amount } of postingsOf(event, where)) {
      yield csvRow([leafIndex, event.type, event.stream, event.revision, account, currency, amount]);
    }
  }
}

export const lineHeadings = csvRow([
  ...['statement_id', 'group', 'line', 'isrc', 'upc', 'title', 'artist', 'service', 'territory', 'sale_month'],
  ...['quantity', 'currency', 'amount'],
]);

/** One row of `lines.csv`. */
export const lineCsvRow = (statementId: string, group: string, line: Line): string =>
  csvRow([
    ...[statementId, group, line.line, line.isrc, line.upc, line.title, line.artist, line.service, line.territory],
    ...[line.saleMonth, line.quantity, line.currency, line.amount],
  ]);
