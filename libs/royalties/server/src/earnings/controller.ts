import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AppAbility } from '@max/identity/contracts';
import { Allow, CurrentAbility, positionAsked, Views } from '@max/kernel/server';

import { statements } from '../statements/projection';

import { EarningsAnswer, EarningsQuery } from './dto';
import { Earnings } from './earnings';
import { checkMayRead } from './own-earnings';

@ApiTags('earnings')
@Controller('payees/:payeeId/earnings')
export class EarningsController {
  constructor(
    private readonly views: Views,
    private readonly earnings: Earnings,
  ) {}

  @Get()
  @Allow('read', 'Earnings')
  @ApiOkResponse({ type: EarningsAnswer })
  async read(
    @Param('payeeId') payeeId: string,
    @Query() query: EarningsQuery,
    @CurrentAbility() ability: AppAbility,
  ): Promise<EarningsAnswer> {
    checkMayRead(ability, payeeId);
    await this.views.fresh(positionAsked(query), statements);
    const by = query.by ?? 'month';
    return { by, items: await this.earnings.by(payeeId, by, query) };
  }
}
