import { PACK_FILES } from '../../pack/format';
import { readLineRow } from '../../pack/lines-file';
import { lineCsvRow, lineHeadings, paymentRows, postingRows } from '../../tables/tables';
import { count, NOT_CHECKED, type Check } from '../check';
import type { Pack } from '../load-pack';
import type { Findings } from '../report';

import { linesByGroup } from './lines';

export const tablesSame: Check = {
  name: 'tables',
  title: 'The tables for people say the same as the events and the lines',
  run(pack, findings) {
    const { draft, stories, events } = pack;
    if (!draft) return (findings.add(PACK_FILES.payments, NOT_CHECKED), '');
    const rows =
      compare(pack, PACK_FILES.payments, () => paymentRows(draft, stories), findings) +
      compare(pack, PACK_FILES.postings, () => postingRows(events), findings) +
      compare(pack, PACK_FILES.lines, () => allLines(pack), findings);
    return count(rows, 'row');
  },
};

function* allLines({ statements }: Pack): Generator<string> {
  yield lineHeadings;
  for (const statement of [...statements.values()].sort((a, b) => (a.statementId < b.statementId ? -1 : 1))) {
    for (const { packed, rows } of linesByGroup(statement)) {
      for (const row of rows) {
        yield lineCsvRow(statement.statementId, packed.group.key, readLineRow(row, statement.files.lines));
      }
    }
  }
}

/** Compares row by row, never holding the whole table; the number of rows. */
const compare = ({ contents }: Pack, path: string, rows: () => Iterable<string>, findings: Findings): number => {
  const file = contents.get(path);
  if (!file) return (findings.add(path, 'is missing'), 0);
  let [offset, number] = [0, 0];
  findings.attempt(path, () => {
    for (const row of rows()) {
      number += 1;
      const bytes = new TextEncoder().encode(row);
      const found = file.subarray(offset, offset + bytes.length);
      if (found.length !== bytes.length || bytes.some((byte, i) => byte !== found[i])) {
        throw new Error(`row ${number} should be ${row.trimEnd()}`);
      }
      offset += bytes.length;
    }
    if (offset !== file.length) throw new Error(`has more rows than the ${number} that follow from the events`);
  });
  return number;
};
