import { Controller, Get, Header, Inject, Param, ParseUUIDPipe, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiProperty, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { NoSuchImport } from '@max/catalog/domain';
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
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

import { imports } from '../imports/projection';

import { ImportNotEnded } from './errors';
import { rejectsAsCsv, rejectsIn } from './rejects-file';

export class RejectAnswer {
  @ApiProperty({ description: 'number of the line in the file, from 1' }) line!: number;
  @ApiProperty({ type: String, nullable: true }) column!: string | null;
  @ApiProperty() reason!: string;
  @ApiProperty({ description: 'the line as it stands in the file' }) raw!: string;
}

const PAGE_SCHEMA = {
  type: 'object',
  required: ['items', 'next'],
  properties: {
    items: { type: 'array', items: { $ref: getSchemaPath(RejectAnswer) } },
    next: { type: 'string', nullable: true },
  },
};

@ApiTags('catalog')
@Controller('catalog/imports/:id/rejects')
export class ImportRejectsController {
  constructor(
    private readonly views: Views,
    @Inject(FILES) private readonly files: Files,
  ) {}

  @Get()
  @Header('Vary', 'Accept')
  @Allow('read', 'CatalogImport')
  @ApiExtraModels(RejectAnswer)
  @ApiOkResponse({
    content: { 'application/json': { schema: PAGE_SCHEMA }, 'text/csv': { schema: { type: 'string' } } },
  })
  async rejects(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
    @Req() { headers }: FastifyRequest,
  ): Promise<Page<RejectAnswer> | StreamableFile> {
    await this.views.fresh(positionAsked(query), imports);
    const found = await this.views.one(imports, id);
    if (!found) throw new NoSuchImport(id);
    if (found.status !== 'finished' && found.status !== 'rejected') throw new ImportNotEnded(id, found.status);
    const file = await this.open(found.rejectsFile);
    if (!headers.accept?.includes('text/csv')) return pageOf(file, query);
    const disposition = `attachment; filename="rejects-${id}.csv"`;
    return new StreamableFile(rejectsAsCsv(file), { type: 'text/csv; charset=utf-8', disposition });
  }

  private async open(rejectsFile: Sha256 | null): Promise<Readable> {
    return rejectsFile === null ? Readable.from([]) : this.files.read(rejectsFile);
  }
}

const pageOf = async (file: Readable, { after, limit = 50 }: PageQuery): Promise<Page<RejectAnswer>> => {
  const last = after === undefined ? 0 : Number(decodeCursor(after).value);
  const items: RejectAnswer[] = [];
  for await (const reject of rejectsIn(file)) {
    if (reject.line <= last) continue;
    if (items.length === limit) return { items, next: encodeCursor({ value: items.at(-1)?.line ?? 0, id: '' }) };
    items.push(reject);
  }
  return { items, next: null };
};
