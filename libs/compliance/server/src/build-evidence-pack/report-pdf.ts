import PDFDocument from 'pdfkit';

import {
  actorOf,
  eventsOfBatch,
  fingerprint,
  formatVerifierKey,
  parseNote,
  verifyNote,
  type BatchDraft,
  type PackedEvent,
  type PackKeys,
  type PayoutStory,
} from '@max/compliance/domain';
import { hexOf, sum } from '@max/kernel';

import type { SignedHead } from '../transparency-log/transparency-log';
import { PdfPage } from './pdf-page';

export interface ReportSubject {
  readonly packId: string;
  readonly draft: BatchDraft;
  readonly stories: ReadonlyMap<string, PayoutStory>;
  readonly events: readonly PackedEvent[];
  readonly head: SignedHead;
  readonly keys: PackKeys;
}

/** `report.pdf`: what the pack proves, set for reading; a stream of bytes. */
export const reportPdf = (subject: ReportSubject): AsyncIterable<Uint8Array> => {
  const { packId, draft } = subject;
  const info = { Title: `Evidence for payout batch ${draft.batchId}`, Author: 'Max Booster', Subject: packId };
  const document = new PDFDocument({ size: 'A4', margin: 56, bufferPages: true, info, lang: 'en', displayTitle: true });
  const page = new PdfPage(document);
  title(page, subject);
  proves(page);
  payments(page, subject);
  decisions(page, subject);
  seal(page, subject);
  limits(page);
  page.numberPages(`Evidence pack ${packId}`);
  document.end();
  return document as unknown as AsyncIterable<Uint8Array>;
};

const title = (page: PdfPage, { packId, draft, stories, events }: ReportSubject): void => {
  const { currency, lines } = draft;
  const paid = lines.filter(({ payoutId }) => stories.get(payoutId)?.outcome === 'paid');
  page.title('Payout evidence');
  page.text(
    'This report goes with a pack of events, proofs and sales lines that anybody can verify offline. It says what was ' +
      'decided, by whom, what was paid, and what that rests on. The figures follow from the events in the pack; the ' +
      'verifier recomputes them.',
  );
  page.facts([
    ['Pack', packId],
    ['Payout batch', draft.batchId],
    ['Payments', `${lines.length}, of which ${paid.length} paid`],
    ['Approved in all', `${sum(lines.map(({ amount }) => amount))} ${currency}`],
    ['Paid', `${sum(paid.map(({ amount }) => amount))} ${currency}`],
    ['Events proven', String(events.length)],
  ]);
};

/** Names as they were registered; the id is what the proofs are about. */
const namesOf = (events: readonly PackedEvent[]): Map<string, string> =>
  new Map(
    events
      .filter(({ event }) => event.type === 'payouts.payee-registered.v1')
      .map(({ event }) => [String(event.data['payeeId']), String(event.data['name'])]),
  );

const proves = (page: PdfPage): void => {
  page.heading('What the pack proves');
  page.list([
    'every event stands, at its place and unchanged, in a log whose head was signed and cosigned by a witness;',
    'the batch was made by some people and approved by another, with exactly these payments, before any money moved;',
    'every posting balances, and no payee was paid more than was credited less what was paid before;',
    'every credit is the sum of the payee’s shares, each by the split sheet in effect, of sales lines that are in the pack.',
  ]);
};

const payments = (page: PdfPage, { draft, stories, events }: ReportSubject): void => {
  const names = namesOf(events);
  page.heading('Payments');
  page.table(
    [
      { name: 'Payee', width: 0.34 },
      { name: 'Amount', width: 0.16, right: true },
      { name: 'State', width: 0.14 },
      { name: 'Bank transfer', width: 0.36 },
    ],
    draft.lines.map(({ payoutId, payeeId, amount }) => {
      const story = stories.get(payoutId);
      const transfer = story?.paidBankPayoutId ?? story?.bankPayoutId ?? '';
      return [
        names.get(payeeId) ?? payeeId,
        `${amount} ${draft.currency}`,
        story?.outcome ?? 'not requested',
        transfer,
      ];
    }),
  );
};

const decisions = (page: PdfPage, { draft, events }: ReportSubject): void => {
  page.heading('Who decided');
  page.table(
    [
      { name: 'Decision', width: 0.3 },
      { name: 'By', width: 0.4 },
      { name: 'At (UTC)', width: 0.3 },
    ],
    eventsOfBatch(events, draft.batchId).map(({ event }) => [
      event.type.replace(/^payouts\.batch-|\.v\d+$/g, ''),
      actorOf(event),
      String(event.metadata['occurredAt'] ?? ''),
    ]),
  );
  page.text(
    `Whoever made, changed or submitted the batch could not approve it. Content approved: SHA-256 ${draft.contentHash}.`,
  );
};

const seal = (page: PdfPage, { head, keys }: ReportSubject): void => {
  const { origin, size, root } = head.checkpoint;
  const seen = verifyNote(parseNote(head.note), keys.witness);
  const at = seen.ok && seen.seconds !== null ? new Date(seen.seconds * 1000).toISOString() : 'not cosigned';
  page.heading('Sealed under');
  page.facts([
    ['Log', origin],
    ['Events sealed', String(size)],
    ['Root (RFC 6962)', hexOf(root)],
    ['Seen by the witness', at],
    ['Key of the log', formatVerifierKey(keys.log)],
    ['Its fingerprint', fingerprint(keys.log)],
    ['Key of the witness', formatVerifierKey(keys.witness)],
    ['Its fingerprint', fingerprint(keys.witness)],
  ]);
  page.heading('How to verify');
  page.text(
    'Open verifier.html in a browser (no network is needed) and drop the ZIP on it, or run “node verifier.mjs pack.zip ' +
      '--key <key>”. Take the verifier and the keys from a place that you trust, not from the pack alone.',
  );
};

const limits = (page: PdfPage): void => {
  page.heading('What this does not prove');
  page.list([
    'that the distributor’s report itself is right: its SHA-256 is in the pack, to be compared with the distributor’s file;',
    'that the bank account is the payee’s: the payment provider answers that for the transfer named above;',
    'that nothing else is known about these payees: events that the proof does not need are left out;',
    'anything if the keys of the log and of the witness were in the same hands and both misused from the beginning.',
  ]);
  page.text('It is no certificate and no legal advice.');
};
