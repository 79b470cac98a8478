import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AppAbility } from '@max/identity/contracts';
import { Allow, CurrentAbility, FreshQuery, positionAsked, Views } from '@max/kernel/server';

import { visible } from '../access/rows';
import { payees } from '../payees/projection';

import { Balances } from './balances';
import { BalanceDto } from './dto';
import { payeeBalances } from './projection';

@ApiTags('payees')
@Controller('payees/:id/balance')
export class PayeeBalanceController {
  constructor(
    private readonly views: Views,
    private readonly balances: Balances,
  ) {}

  @Get()
  @Allow('read', 'Balance')
  @ApiOkResponse({ type: [BalanceDto] })
  async read(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: FreshQuery,
    @CurrentAbility() ability: AppAbility,
  ): Promise<BalanceDto[]> {
    await this.views.fresh(positionAsked(query), payees, payeeBalances);
    visible(ability, 'Balance', await this.views.one(payees, id));
    return (await this.balances.of([id])).get(id) ?? [];
  }
}
