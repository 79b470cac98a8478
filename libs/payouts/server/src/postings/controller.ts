import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import type { AppAbility } from '@max/identity/contracts';
import { Allow, ApiPageOf, CurrentAbility, PageQuery, positionAsked, Views, type Page } from '@max/kernel/server';
import { IsOptional, Matches } from 'class-validator';

import { visible } from '../access/rows';
import { payees } from '../payees/projection';

import { postings } from './projection';

export class PostingDto {
  @ApiProperty() id!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ example: 'royalties.statement-booked.v1' }) type!: string;
  @ApiProperty({ description: 'id of the statement or payout' }) reference!: string;
  @ApiProperty({ example: '-12.34' }) amount!: string;
  @ApiProperty({ example: 'EUR' }) currency!: string;
  @ApiProperty({ description: 'place in the log' }) position!: string;
}

export class PostingsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'EUR' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'currency must be an ISO 4217 code in capitals' })
  currency?: string;
}

/** A payee's account, newest posting first. */
@ApiTags('payees')
@Controller('payees/:id/postings')
export class PostingsController {
  constructor(private readonly views: Views) {}

  @Get()
  @Allow('read', 'Balance')
  @ApiPageOf(PostingDto)
  async list(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PostingsQuery,
    @CurrentAbility() ability: AppAbility,
  ): Promise<Page<PostingDto>> {
    await this.views.fresh(positionAsked(query), payees, postings);
    visible(ability, 'Balance', await this.views.one(payees, id));
    const { items, next } = await this.views.page(postings, {
      filter: { payeeId: id, ...(query.currency ? { currency: query.currency } : {}) },
      sort: { field: 'position', direction: -1 },
      after: query.after,
      limit: query.limit,
    });
    return { items: items.map(shown), next };
  }
}

const shown = ({ id, at, type, reference, amount, currency, position }: PostingDto): PostingDto => ({
  id,
  at,
  type,
  reference,
  amount,
  currency,
  position: BigInt(position).toString(),
});
