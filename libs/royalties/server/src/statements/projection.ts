import type { Sha256, StatementId } from '@max/kernel';
import { defineProjection, type Documents, type RecordedEvent } from '@max/kernel/server';
import type { BookedTotal, ControlTotal, CurrencyTotal, ParseWarning, RoyaltiesEvent } from '@max/royalties/contracts';

export type StatementStatus = 'received' | 'parsing' | 'needs-attention' | 'parsed' | 'booked' | 'rejected';

/** One statement and all that is known of it by now. */
export interface StatementView {
  readonly status: StatementStatus;
  /** A booking was asked for and is not there yet. */
  readonly booking: boolean;
  readonly fileName: string;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly receivedAt: string;
  readonly receivedBy: string;
  readonly format: string | null;
  readonly formatVersion: string | null;
  readonly source: string | null;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly lines: StatementLines;
  readonly totals: readonly CurrencyTotal[];
  readonly booked: readonly BookedTotal[];
  readonly controls: readonly ControlTotal[];
  readonly warnings: readonly ParseWarning[];
  /** Why a person must look. */
  readonly problems: readonly string[];
  /** What the person said who accepted it nevertheless. */
  readonly acceptedBecause: string | null;
  /** Why the file as a whole was rejected, or why reading or booking it has failed. */
  readonly rejection: { readonly code: string; readonly reason: string; readonly line: number | null } | null;
  readonly corrects: StatementId | null;
  readonly supersededBy: StatementId | null;
  readonly linesFile: Sha256 | null;
  readonly rejectsFile: Sha256 | null;
  readonly breakdownFile: Sha256 | null;
  readonly groupedLinesFile: Sha256 | null;
  readonly earningsFile: Sha256 | null;
  readonly groupsRoot: string | null;
  readonly groupCount: number | null;
  /** Of its last event: as `atLeast` it makes other views show what came of it. */
  readonly position: string;
}

export interface StatementLines {
  readonly total: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicateLooking: number;
  /** Known once booked; zero before. */
  readonly unmatched: number;
}

type Received = Extract<RoyaltiesEvent, { type: 'royalties.statement-received.v1' }>;

const asReceived = ({ data, metadata, position }: RecordedEvent<Received>): StatementView => ({
  status: 'received',
  booking: false,
  fileName: data.fileName,
  sha256: data.fileSha256,
  bytes: data.bytes,
  receivedAt: metadata.occurredAt,
  receivedBy: metadata.actor.id,
  format: data.requestedFormat,
  formatVersion: null,
  source: null,
  period: null,
  lines: { total: 0, accepted: 0, rejected: 0, duplicateLooking: 0, unmatched: 0 },
  totals: [],
  booked: [],
  controls: [],
  warnings: [],
  problems: [],
  acceptedBecause: null,
  rejection: null,
  corrects: data.corrects,
  supersededBy: null,
  linesFile: null,
  rejectsFile: null,
  breakdownFile: null,
  groupedLinesFile: null,
  earningsFile: null,
  groupsRoot: null,
  groupCount: null,
  position: position.toString(),
});

/** Changes a statement that is there, and notes how far it has got. */
const change = (
  event: RecordedEvent<RoyaltiesEvent & { data: { statementId: StatementId } }>,
  documents: Documents<StatementView>,
  next: (view: StatementView) => Partial<StatementView>,
): Promise<void> =>
  documents.change(
    event.data.statementId,
    (view) => view && { ...view, ...next(view), position: event.position.toString() },
  );

export const statements = defineProjection<StatementView, RoyaltiesEvent>({
  name: 'statements',
  version: 1,
  critical: true,
  indexes: [
    { fields: { receivedAt: -1, _id: -1 } },
    { fields: { status: 1, receivedAt: -1, _id: -1 } },
    { fields: { source: 1, _id: 1 } },
  ],
  on: {
    'royalties.statement-received.v1': (event, documents) =>
      documents.change(event.data.statementId, () => asReceived(event)),
    'royalties.statement-parsed.v1': (event, documents) =>
      change(event, documents, ({ lines }) => {
        const { statementId: _, parserVersion: _parser, warnings = [], ...parsed } = event.data;
        // the event that asks for attention follows at once; nobody may take the statement for good in between
        const good = parsed.controls.every(({ holds }) => holds);
        return {
          ...parsed,
          status: good ? 'parsed' : 'needs-attention',
          warnings,
          lines: { ...lines, ...parsed.lines },
        };
      }),
    'royalties.statement-needs-attention.v1': (event, documents) =>
      change(event, documents, () => ({ status: 'needs-attention', problems: event.data.problems })),
    'royalties.statement-accepted.v1': (event, documents) =>
      change(event, documents, () => ({ status: 'parsed', acceptedBecause: event.data.reason })),
    'royalties.statement-rejected.v1': (event, documents) =>
      change(event, documents, () => {
        const { code, reason, line } = event.data;
        return { status: 'rejected', booking: false, rejection: { code, reason, line } };
      }),
    'royalties.statement-failed.v1': (event, documents) =>
      change(event, documents, ({ status }) => {
        const { step, reason } = event.data;
        const again = step === 'reading' ? 'Send the same file again.' : 'Book it again.';
        const rejection = { code: `${step}-failed`, reason: `${reason} ${again}`, line: null };
        return { status: step === 'reading' ? 'rejected' : status, booking: false, rejection };
      }),
    'royalties.statement-booking-requested.v1': (event, documents) =>
      change(event, documents, () => ({ booking: true, rejection: null })),
    'royalties.statement-booked.v1': (event, documents) =>
      change(event, documents, ({ lines }) => {
        const {
          breakdownFile,
          groupedLinesFile = null,
          earningsFile = null,
          groupsRoot,
          groupCount,
          booked,
        } = event.data;
        const files = { breakdownFile, groupedLinesFile, earningsFile, groupsRoot, groupCount };
        const unmatched = event.data.unmatchedLines;
        return { ...files, status: 'booked', booking: false, booked, lines: { ...lines, unmatched } };
      }),
    'royalties.statement-superseded.v1': (event, documents) =>
      change(event, documents, () => ({ supersededBy: event.data.by })),
  },
});
