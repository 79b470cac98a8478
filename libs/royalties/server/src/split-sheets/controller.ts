import { Controller, Get, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { parseGtin, parseIsrc } from '@max/kernel';
import { Allow, ApiPageOf, PageQuery, positionAsked, Views, type Page } from '@max/kernel/server';
import { IsOptional, IsString, MaxLength } from 'class-validator';

import { SplitShareDto, SplitTargetDto } from '../agree-split-sheet/dto';

import { splitSheets } from './projection';

export class SplitSheetsQuery extends PageQuery {
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(40) isrc?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(40) upc?: string;
}

export class SplitSheetAnswer {
  @ApiProperty() id!: string;
  @ApiProperty({ type: SplitTargetDto }) target!: object;
  @ApiProperty({ example: '2025-01-01' }) effectiveFrom!: string;
  @ApiProperty({ type: [SplitShareDto] }) shares!: readonly object[];
  @ApiProperty() agreedAt!: string;
}

@ApiTags('split-sheets')
@Controller('split-sheets')
export class SplitSheetsController {
  constructor(private readonly views: Views) {}

  @Get()
  @Allow('read', 'SplitSheet')
  @ApiPageOf(SplitSheetAnswer)
  async list(@Query() query: SplitSheetsQuery): Promise<Page<SplitSheetAnswer>> {
    await this.views.fresh(positionAsked(query), splitSheets);
    const { isrc, upc } = query;
    const filter = {
      ...(isrc === undefined ? {} : { subject: parseIsrc(isrc) ?? isrc }),
      ...(upc === undefined ? {} : { subject: parseGtin(upc) ?? upc }),
    };
    const sort = { field: 'agreedAt', direction: -1 } as const;
    const { items, next } = await this.views.page(splitSheets, {
      filter,
      sort,
      after: query.after,
      limit: query.limit,
    });
    return {
      items: items.map(({ id, target, effectiveFrom, shares, agreedAt }) => ({
        id,
        target,
        effectiveFrom,
        shares,
        agreedAt,
      })),
      next,
    };
  }
}
