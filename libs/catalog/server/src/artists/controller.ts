import { Controller, Get, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Allow, ApiPageOf, PageQuery, positionAsked, Views, type Page } from '@max/kernel/server';
import { IsOptional, IsString, MaxLength } from 'class-validator';

import { containing } from '../searched';

import { artists } from './projection';

export class ArtistsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'part of the name' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

export class ArtistAnswer {
  @ApiProperty() id!: string;
  @ApiProperty() name!: string;
}

@ApiTags('catalog')
@Controller('catalog/artists')
export class ArtistsController {
  constructor(private readonly views: Views) {}

  @Get()
  @Allow('read', 'Artist')
  @ApiPageOf(ArtistAnswer)
  async list(@Query() query: ArtistsQuery): Promise<Page<ArtistAnswer>> {
    await this.views.fresh(positionAsked(query), artists);
    const sort = { field: 'name', direction: 1 } as const;
    const filter = query.q ? containing(query.q) : {};
    const { items, next } = await this.views.page(artists, { filter, sort, after: query.after, limit: query.limit });
    return { items: items.map(({ id, name }) => ({ id, name })), next };
  }
}
