import { Controller, Get, Inject, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DuckDBValue } from '@duckdb/node-api';
import { parseIsrc } from '@max/kernel';
import {
  Allow,
  ApiPageOf,
  decodeCursor,
  encodeCursor,
  FILES,
  positionAsked,
  Views,
  type Files,
  type Page,
} from '@max/kernel/server';
import { StatementNotFound } from '@max/royalties/domain';

import { LineFacts } from '../line-facts/line-facts';
import { count, lit, text, textOrNull, type Row } from '../statement-pipeline/duckdb';
import { SALES_LINE_COLUMNS } from '../statement-pipeline/write-parsed';
import { statements } from '../statements/projection';

import { LineAnswer, LinesQuery } from './dto';

@ApiTags('statements')
@Controller('statements/:id/lines')
export class StatementLinesController {
  constructor(
    private readonly views: Views,
    private readonly facts: LineFacts,
    @Inject(FILES) private readonly files: Files,
  ) {}

  @Get()
  @Allow('read', 'Statement')
  @ApiPageOf(LineAnswer)
  async lines(@Param('id', ParseUUIDPipe) id: string, @Query() query: LinesQuery): Promise<Page<LineAnswer>> {
    await this.views.fresh(positionAsked(query), statements);
    const statement = await this.views.one(statements, id);
    if (!statement) throw new StatementNotFound(id);
    const file = query.held === undefined ? statement.linesFile : statement.groupedLinesFile;
    if (file === null) return { items: [], next: null };
    const limit = query.limit ?? 50;
    const rows = await this.read(await this.files.localPath(file), query, limit + 1);
    const items = rows.slice(0, limit).map(lineOf);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? encodeCursor({ value: last.line, id: '' }) : null };
  }

  private async read(path: string, { isrc, held, after }: LinesQuery, limit: number): Promise<Row[]> {
    const seen = after === undefined ? 0 : Number(decodeCursor(after).value);
    const parameters: DuckDBValue[] = [BigInt(Number.isSafeInteger(seen) ? seen : 0)];
    const where = ['line > $1'];
    const bind = (column: string, value: string): void => {
      parameters.push(value);
      where.push(`${column} = $${parameters.length}`);
    };
    if (isrc !== undefined) bind('isrc', parseIsrc(isrc) ?? isrc);
    if (held !== undefined) bind('held', held);
    return this.facts.rows(
      `SELECT ${SALES_LINE_COLUMNS} FROM read_parquet(${lit(path)}) WHERE ${where.join(' AND ')} ORDER BY line LIMIT ${limit}`,
      parameters,
    );
  }
}

const lineOf = (row: Row): LineAnswer => ({
  line: count(row, 'line'),
  isrc: textOrNull(row, 'isrc'),
  upc: textOrNull(row, 'upc'),
  title: textOrNull(row, 'title'),
  artist: textOrNull(row, 'artist'),
  service: text(row, 'service'),
  territory: textOrNull(row, 'territory'),
  saleMonth: text(row, 'saleMonth'),
  quantity: text(row, 'quantity'),
  amount: text(row, 'amount'),
  currency: text(row, 'currency'),
});
