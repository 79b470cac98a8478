import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { NoSuchImport } from '@max/catalog/domain';
import { Allow, ApiPageOf, FreshQuery, PageQuery, positionAsked, Views, type Page } from '@max/kernel/server';

import { ImportAnswer } from './dto';
import { imports } from './projection';

@ApiTags('catalog')
@Controller('catalog/imports')
export class ImportsController {
  constructor(private readonly views: Views) {}

  @Get()
  @Allow('read', 'CatalogImport')
  @ApiPageOf(ImportAnswer)
  async list(@Query() query: PageQuery): Promise<Page<ImportAnswer>> {
    await this.views.fresh(positionAsked(query), imports);
    const sort = { field: 'receivedAt', direction: -1 } as const;
    const { items, next } = await this.views.page(imports, { sort, after: query.after, limit: query.limit });
    return { items: items.map(answer), next };
  }

  @Get(':id')
  @Allow('read', 'CatalogImport')
  @ApiOkResponse({ type: ImportAnswer })
  async one(@Param('id', ParseUUIDPipe) id: string, @Query() query: FreshQuery): Promise<ImportAnswer> {
    await this.views.fresh(positionAsked(query), imports);
    const found = await this.views.one(imports, id);
    if (!found) throw new NoSuchImport(id);
    return answer(found);
  }
}

const answer = ({ rejectsFile: _rejectsFile, ...shown }: ImportAnswer & { rejectsFile: unknown }): ImportAnswer =>
  shown;
