import { stringify } from 'csv-stringify';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';

import type { Reject } from '../catalogue-file/read-catalogue';

/** The rejects file as it was written: one JSON object a line. */
export async function* rejectsIn(file: Readable): AsyncGenerator<Reject> {
  for await (const line of createInterface({ input: file, crlfDelay: Infinity })) {
    yield JSON.parse(line) as Reject; // our own file, named by its hash
  }
}

/** As CSV; a cell that a spreadsheet would take for a formula is made text by an apostrophe. */
export const rejectsAsCsv = (file: Readable): Readable => {
  const csv = stringify({ header: true, columns: ['line', 'column', 'reason', 'raw'], escape_formulas: true });
  // a file that breaks off breaks the answer off: better than a list that looks whole
  pipeline(rejectsIn(file), csv).catch((error: unknown) => csv.destroy(error as Error));
  return csv;
};
