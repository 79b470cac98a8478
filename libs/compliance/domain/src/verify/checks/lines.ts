import { add, equals, hexOf, sha256Of, ZERO, type Amount } from '@max/kernel';

import type { SplitSheet } from '../../facts/statement';
import type { Group, PackedGroup } from '../../pack/groups-file';
import { readLineRow, type Line } from '../../pack/lines-file';
import { rowsOf, type Row } from '../../reading/rows';
import { count, type Check } from '../check';
import type { Pack, PackedStatement } from '../load-pack';
import type { Findings } from '../report';

/** The rows of a group, and the very bytes that its `linesHash` covers. */
interface GroupLines {
  readonly packed: PackedGroup;
  readonly rows: readonly Row[];
  readonly bytes: Uint8Array;
}

/** Deals the rows of `lines.ndjson` out to the groups in their order; `rest` is what no group claims. */
export const linesByGroup = function* ({ groups, lines, files }: PackedStatement): Generator<GroupLines, number> {
  const rows = rowsOf(lines, files.lines);
  for (const packed of groups) {
    const own: Row[] = [];
    while (own.length < packed.group.lineCount) {
      const { value, done } = rows.next();
      if (done) break;
      own.push(value);
    }
    const [first, last] = [own[0], own.at(-1)];
    const start = first ? first.bytes.byteOffset - lines.byteOffset : 0;
    const end = last ? last.bytes.byteOffset - lines.byteOffset + last.bytes.length + 1 : 0;
    yield { packed, rows: own, bytes: lines.subarray(start, end) };
  }
  let rest = 0;
  for (const _ of rows) rest += 1;
  return rest;
};

export const linesAddUp: Check = {
  name: 'sales-lines',
  title: 'Each group’s amount is the sum of its sales lines, and the lines are unchanged',
  run(pack, findings) {
    let lines = 0;
    for (const statement of pack.statements.values()) {
      findings.attempt(statement.files.lines, () => (lines += checkLines(statement, pack, findings)));
    }
    return count(lines, 'sales line');
  },
};

const checkLines = (statement: PackedStatement, pack: Pack, findings: Findings): number => {
  const { files, statementId } = statement;
  const { sheets } = pack;
  const asked = pack.events.find(
    ({ event }) =>
      event.type === 'royalties.statement-booking-requested.v1' && event.data['statementId'] === statementId,
  );
  const known = sheets.filter(({ leafIndex }) => !asked || leafIndex < asked.leafIndex);
  const seen = new Set<number>();
  let total = 0;
  const dealt = linesByGroup(statement);
  for (let next = dealt.next(); ; next = dealt.next()) {
    if (next.done) {
      if (next.value > 0) findings.add(files.lines, `${count(next.value, 'line')} at its end belong to no group`);
      return total;
    }
    const { packed, rows, bytes } = next.value;
    total += rows.length;
    const sheet = sheets.find(({ sheetId }) => sheetId === packed.group.sheetId);
    const rivals = known.filter((other) => sheet && isRival(other, sheet, packed.group));
    checkGroup(next.value, files.lines, findings);
    let amount: Amount = ZERO;
    for (const row of rows) {
      const where = `${files.lines} line ${row.number}`;
      findings.attempt(where, () => {
        const line = readLineRow(row, files.lines);
        amount = add(amount, line.amount);
        if (seen.has(line.line)) throw new Error(`line ${line.line} of the report is used twice`);
        seen.add(line.line);
        checkLine(line, packed, sheet, rivals);
      });
    }
    if (bytes.length > 0 && !equals(amount, packed.group.amount)) {
      findings.add(packed.where, `its amount is ${packed.group.amount}, but its lines sum to ${amount}`);
    }
  }
};

const checkGroup = ({ packed: { group, where }, rows, bytes }: GroupLines, path: string, findings: Findings): void => {
  const range = rows.length > 0 ? `lines ${rows[0]?.number}–${rows.at(-1)?.number}` : 'no line';
  if (rows.length !== group.lineCount || group.lineCount === 0) {
    findings.add(where, `has ${group.lineCount} lines, but ${path} holds ${rows.length} for it`);
  }
  if (hexOf(sha256Of(bytes)) !== group.linesHash) {
    findings.add(
      path,
      `${range} are not the lines of group ${group.key} (${where}): a line was changed, dropped, added or moved`,
    );
  }
};

const checkLine = (
  line: Line,
  { group, where }: PackedGroup,
  sheet: SplitSheet | undefined,
  rivals: readonly SplitSheet[],
) => {
  if (line.currency !== group.currency)
    throw new Error(`is in ${line.currency}, its group (${where}) in ${group.currency}`);
  if (line.isrc !== group.isrc) {
    throw new Error(`is of ${line.isrc}, its group (${where}) of ${group.isrc}`);
  }
  if (!sheet) return; // the check of the splits says so
  if (sheet.effectiveFrom > line.saleMonth) {
    throw new Error(
      `was sold in ${line.saleMonth}, before sheet ${sheet.sheetId} took effect on ${sheet.effectiveFrom}`,
    );
  }
  const better = rivals.find(({ effectiveFrom }) => effectiveFrom <= line.saleMonth);
  if (better) {
    throw new Error(`was sold in ${line.saleMonth}, when sheet ${better.sheetId} was in effect (${better.where})`);
  }
};

/** Comes before the group's sheet once it is in effect: a later one of the same target, or the recording's own. */
const isRival = (other: SplitSheet, sheet: SplitSheet, { isrc }: Group): boolean =>
  other.stream === sheet.stream
    ? other.effectiveFrom > sheet.effectiveFrom
    : sheet.isrc === null && other.isrc !== null && other.isrc === isrc;
