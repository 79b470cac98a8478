import type { Sha256, StatementId } from '@max/kernel';

import type { StatementEvent, StatementFormat } from '../events';

type DataOf<Type extends StatementEvent['type']> = Extract<StatementEvent, { type: Type }>['data'];

export type ParsedStatement = DataOf<'royalties.statement-parsed.v1'>;
export type BookedStatement = DataOf<'royalties.statement-booked.v1'>;

export type StatementCommand =
  | {
      type: 'receive';
      statementId: StatementId;
      fileSha256: Sha256;
      fileName: string;
      bytes: number;
      requestedFormat: StatementFormat | null;
      corrects: StatementId | null;
    }
  /** The parser's outcome; `problems` are control totals that do not hold, in words. */
  | { type: 'record-parse'; parsed: ParsedStatement; problems: readonly string[] }
  | { type: 'reject'; statementId: StatementId; code: string; reason: string; line: number | null }
  /** All tries of the job failed for reasons that are not the file's. */
  | { type: 'give-up'; statementId: StatementId; step: 'reading' | 'booking'; reason: string }
  /** A person has looked at a statement that needs attention and says why it may be booked. */
  | { type: 'accept'; statementId: StatementId; reason: string }
  | { type: 'request-booking'; statementId: StatementId }
  | { type: 'record-booking'; booked: BookedStatement }
  | { type: 'supersede'; statementId: StatementId; by: StatementId };
