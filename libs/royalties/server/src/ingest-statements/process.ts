import type { Sha256, StatementId } from '@max/kernel';
import { defineProcess } from '@max/kernel/server';
import type { RoyaltiesEvent, StatementFormat } from '@max/royalties/contracts';

export const PARSE_STATEMENT = 'parse-statement';
export const BOOK_STATEMENT = 'book-statement';

/** Who asked, to be named on the events that the job brings about. */
interface OnBehalf {
  readonly by: string;
  readonly correlationId: string;
}

export interface ParseStatementJob extends OnBehalf {
  readonly statementId: StatementId;
  readonly fileSha256: Sha256;
  readonly requestedFormat: StatementFormat | null;
  /** Place of the file's arrival in the log: its lines are matched with the catalogue known by then, or later. */
  readonly position: string;
}

export interface BookStatementJob extends OnBehalf {
  readonly statementId: StatementId;
  /** Place of the request in the log: catalogue and split sheets are those known by then, or later. */
  readonly position: string;
}

/** A received statement is parsed, a requested booking is carried out. */
export const ingestStatements = defineProcess<RoyaltiesEvent>({
  name: 'ingest-statements',
  on: {
    'royalties.statement-received.v1': async ({ data, metadata, position }, { job }) =>
      job(PARSE_STATEMENT, {
        statementId: data.statementId,
        fileSha256: data.fileSha256,
        requestedFormat: data.requestedFormat,
        position: position.toString(),
        by: metadata.actor.id,
        correlationId: metadata.correlationId,
      } satisfies ParseStatementJob),
    'royalties.statement-booking-requested.v1': async ({ data, metadata, position }, { job }) =>
      job(BOOK_STATEMENT, {
        statementId: data.statementId,
        position: position.toString(),
        by: metadata.actor.id,
        correlationId: metadata.correlationId,
      } satisfies BookStatementJob),
  },
});
