import { Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Sha256 } from '@max/kernel';
import {
  Allow,
  decodeCursor,
  encodeCursor,
  FILES,
  PageQuery,
  positionAsked,
  Views,
  type Files,
  type Page,
} from '@max/kernel/server';
import { StatementNotFound } from '@max/royalties/domain';
import { Readable } from 'node:stream';

import { LineFacts } from '../line-facts/line-facts';
import { count, lit, text, textOrNull } from '../statement-pipeline/duckdb';
import { statements } from '../statements/projection';

export class RejectedLine {
  @ApiProperty({ description: 'number of the line in the file, from 1' }) line!: number;
  @ApiProperty({ type: String, nullable: true }) column!: string | null;
  @ApiProperty({ example: 'not-a-number' }) code!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ description: 'the line as it stands in the file' }) raw!: string;
}

const HEADING = '"line","column","code","reason","raw"\n';

const PAGE = {
  type: 'object',
  required: ['items', 'next'],
  properties: {
    items: { type: 'array', items: { $ref: getSchemaPath(RejectedLine) } },
    next: { type: 'string', nullable: true },
  },
};

@ApiTags('statements')
@Controller('statements/:id/rejects')
export class StatementRejectsController {
  constructor(
    private readonly views: Views,
    private readonly facts: LineFacts,
    @Inject(FILES) private readonly files: Files,
  ) {}

  @Get()
  @Header('Vary', 'Accept')
  @Allow('read', 'Statement')
  @ApiExtraModels(RejectedLine)
  @ApiOkResponse({ content: { 'application/json': { schema: PAGE }, 'text/csv': { schema: { type: 'string' } } } })
  async rejects(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
    @Headers('accept') accept = '',
  ): Promise<Page<RejectedLine> | StreamableFile> {
    await this.views.fresh(positionAsked(query), statements);
    const statement = await this.views.one(statements, id);
    if (!statement) throw new StatementNotFound(id);
    if (!accept.includes('text/csv')) return this.page(statement.rejectsFile, query);
    const csv =
      statement.rejectsFile === null ? Readable.from([HEADING]) : await this.files.read(statement.rejectsFile);
    const disposition = `attachment; filename="rejects-${id}.csv"`;
    return new StreamableFile(csv, { type: 'text/csv; charset=utf-8', disposition });
  }

  private async page(file: Sha256 | null, { after, limit = 50 }: PageQuery): Promise<Page<RejectedLine>> {
    if (file === null) return { items: [], next: null };
    const seen = after === undefined ? 0 : Number(decodeCursor(after).value);
    const rows = await this.facts.rows(
      `SELECT * FROM read_csv(${lit(await this.files.localPath(file))}, header = true, auto_detect = false, delim = ',',
         quote = '"', escape = '"', max_line_size = 8000000, columns = {'line': 'BIGINT', 'column': 'VARCHAR',
         'code': 'VARCHAR', 'reason': 'VARCHAR', 'raw': 'VARCHAR'})
       WHERE line > $1 ORDER BY line LIMIT ${limit + 1}`,
      [BigInt(Number.isSafeInteger(seen) ? seen : 0)],
    );
    const items = rows.slice(0, limit).map((row) => ({
      line: count(row, 'line'),
      column: textOrNull(row, 'column') || null,
      code: text(row, 'code'),
      reason: text(row, 'reason'),
      raw: textOrNull(row, 'raw') ?? '',
    }));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? encodeCursor({ value: last.line, id: '' }) : null };
  }
}
