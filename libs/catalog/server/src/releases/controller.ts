import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, ApiPageOf, positionAsked, Views, type Page } from '@max/kernel/server';

import { askedUpc, containing } from '../searched';

import { ReleaseAnswer, ReleasesQuery } from './dto';
import { releases, type ReleaseView } from './projection';

@ApiTags('catalog')
@Controller('catalog/releases')
export class ReleasesController {
  constructor(private readonly views: Views) {}

  @Get()
  @Allow('read', 'Release')
  @ApiPageOf(ReleaseAnswer)
  async list(@Query() query: ReleasesQuery): Promise<Page<ReleaseAnswer>> {
    await this.views.fresh(positionAsked(query), releases);
    const filter = { ...(query.upc ? { _id: askedUpc(query.upc) } : {}), ...(query.q ? containing(query.q) : {}) };
    const sort = { field: 'title', direction: 1 } as const;
    const { items, next } = await this.views.page(releases, { filter, sort, after: query.after, limit: query.limit });
    return { items: items.map(answer), next };
  }
}

const answer = ({ upc, title, artistId, artistName, label, releaseDate }: ReleaseView): ReleaseAnswer => ({
  upc,
  title,
  artistId,
  artistName,
  label,
  releaseDate,
});
