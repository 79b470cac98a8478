import type { DuckDBConnection } from '@duckdb/node-api';

import type { DecodedText } from '../decode/decode';
import { one } from '../duckdb';
import type { RecognisedFile } from '../recognise';
import { StatementRejected } from '../statement-rejected';

/**
 * Tells a table that was cut off in its last line from one whose writer ends it without a line break: cut off is a
 * last line without its break that is itself no good line, or whose amount has fewer decimals than any line before it.
 * @throws StatementRejected with the line
 */
export const cutOffInLastLine = async (
  db: DuckDBConnection,
  text: DecodedText,
  found: RecognisedFile,
): Promise<void> => {
  if (text.endsWithNewline || found.kind === 'dsr') return;
  const row = await one(
    db,
    `SELECT code IS NOT NULL AS bad,
       length(split_part(amount, '.', 2)) < (
         SELECT min(length(split_part(amount, '.', 2))) FROM checked WHERE code IS NULL AND line < ${text.lines}) AS short
     FROM checked WHERE line = ${text.lines}
     UNION ALL SELECT false, false LIMIT 1`,
  );
  if (row['bad'] !== true && !(row['short'] === true && amountIsLast(found))) return;
  throw new StatementRejected('cut-off', `the file is cut off in line ${text.lines}, its last`, text.lines);
};

/** Only the last cell can be cut without a column missing. */
function amountIsLast({ layout }: Extract<RecognisedFile, { kind: 'tabular' }>): boolean {
  return layout.header.at(-1) === layout.cells.amount[0];
}
