import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { TrackDocument } from '@max/catalog/contracts';
import { NoSuchTrack } from '@max/catalog/domain';
import { Allow, ApiPageOf, FreshQuery, positionAsked, Views, type Page } from '@max/kernel/server';

import { askedIsrc, askedUpc, containing } from '../searched';

import { TrackAnswer, TracksQuery } from './dto';
import { tracks } from './projection';

@ApiTags('catalog')
@Controller('catalog/tracks')
export class TracksController {
  constructor(private readonly views: Views) {}

  @Get()
  @Allow('read', 'Track')
  @ApiPageOf(TrackAnswer)
  async list(@Query() query: TracksQuery): Promise<Page<TrackAnswer>> {
    await this.views.fresh(positionAsked(query), tracks);
    const filter = {
      ...(query.isrc ? { _id: askedIsrc(query.isrc) } : {}),
      ...(query.upc ? { upc: askedUpc(query.upc) } : {}),
      ...(query.q ? containing(query.q) : {}),
    };
    const sort = { field: 'title', direction: 1 } as const;
    const { items, next } = await this.views.page(tracks, { filter, sort, after: query.after, limit: query.limit });
    return { items: items.map(answer), next };
  }

  @Get(':isrc')
  @Allow('read', 'Track')
  @ApiOkResponse({ type: TrackAnswer })
  async one(@Param('isrc') text: string, @Query() query: FreshQuery): Promise<TrackAnswer> {
    const isrc = askedIsrc(text);
    await this.views.fresh(positionAsked(query), tracks);
    const found = await this.views.one(tracks, isrc);
    if (!found) throw new NoSuchTrack(isrc);
    return answer(found);
  }
}

const answer = ({ isrc, title, version, artistId, artistName, upc, durationSeconds }: TrackDocument): TrackAnswer => ({
  isrc,
  title,
  version,
  artistId,
  artistName,
  upc,
  durationSeconds,
});
