import { Injectable } from '@nestjs/common';

import type { StatementId } from '@max/kernel';
import { BadCursor, decodeCursor, encodeCursor, type Page } from '@max/kernel/server';

import { GroupedLines } from '../sources/grouped-lines';
import type { LineageLine, LineageLinesQuery } from './dto';
import type { PayoutSpan } from './find-span';
import { ReadStatementParts } from './statement-parts';

/** Where a page begins: a statement of the span, and how many of its lines came before. */
interface Place {
  readonly statementId: string;
  readonly offset: number;
}

const place = (after: string | undefined): Place | undefined => {
  if (after === undefined) return undefined;
  const { value, id } = decodeCursor(after);
  if (typeof value !== 'string' || !/^\d{1,15}$/.test(id)) throw new BadCursor();
  return { statementId: value, offset: Number(id) };
};

/** Pages through the sales lines behind a payout, statement after statement. */
@Injectable()
export class LineageLines {
  constructor(
    private readonly parts: ReadStatementParts,
    private readonly groupedLines: GroupedLines,
  ) {}

  /** @throws BadCursor */
  async page({ payout, statements }: PayoutSpan, query: LineageLinesQuery): Promise<Page<LineageLine>> {
    const ids = statements.map(({ subjectId }) => subjectId).filter((id) => (query.statementId ?? id) === id);
    const from = place(query.after);
    const start = from ? ids.indexOf(from.statementId) : 0;
    if (start < 0) throw new BadCursor();
    const limit = query.limit ?? 50;
    const items: LineageLine[] = [];
    let [at, offset] = [start, from?.offset ?? 0];
    for (; at < ids.length; [at, offset] = [at + 1, 0]) {
      const found = await this.linesOf(ids[at] ?? '', payout, query.isrc, offset, limit - items.length + 1);
      items.push(...found);
      if (items.length > limit) break;
    }
    if (items.length <= limit) return { items, next: null };
    const here = items.slice(0, limit).filter(({ statementId }) => statementId === ids[at]).length;
    return { items: items.slice(0, limit), next: encodeCursor({ value: ids[at] ?? '', id: String(offset + here) }) };
  }

  private async linesOf(
    statementId: string,
    { payeeId, currency }: PayoutSpan['payout'],
    isrc: string | undefined,
    offset: number,
    limit: number,
  ): Promise<LineageLine[]> {
    const { groups, groupedLinesFile } = await this.parts.read(statementId as StatementId, payeeId, currency ?? '');
    const keys = groups.filter(({ group }) => isrc === undefined || group.isrc === isrc).map(({ group }) => group.key);
    if (!groupedLinesFile || keys.length === 0) return [];
    const lines: LineageLine[] = [];
    for await (const { groupKey, line } of this.groupedLines.of(groupedLinesFile, keys, { offset, limit })) {
      lines.push({ statementId, groupKey, ...line });
    }
    return lines;
  }
}
