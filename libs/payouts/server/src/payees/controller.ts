import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { AppAbility } from '@max/identity/contracts';
import {
  Allow,
  ApiPageOf,
  CurrentAbility,
  FreshQuery,
  positionAsked,
  Views,
  type Page,
  type WithId,
} from '@max/kernel/server';

import { rowsFor, visible } from '../access/rows';
import { Balances } from '../payee-balances/balances';
import type { BalanceDto } from '../payee-balances/dto';
import { payeeBalances } from '../payee-balances/projection';

import { PayeeDto, PayeesQuery } from './dto';
import { payees, type PayeeView } from './projection';

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

@ApiTags('payees')
@Controller('payees')
export class PayeesController {
  constructor(
    private readonly views: Views,
    private readonly balances: Balances,
  ) {}

  @Get()
  @Allow('read', 'Payee')
  @ApiPageOf(PayeeDto)
  async list(@Query() query: PayeesQuery, @CurrentAbility() ability: AppAbility): Promise<Page<PayeeDto>> {
    await this.views.fresh(positionAsked(query), payees, payeeBalances);
    const wanted = query.q ? { nameKey: { $regex: literally(query.q.toLowerCase()) } } : {};
    const { items, next } = await this.views.page(payees, {
      filter: { $and: [rowsFor(ability, 'Payee'), wanted] },
      sort: { field: 'nameKey', direction: 1 },
      after: query.after,
      limit: query.limit,
    });
    const balances = await this.balances.of(items.map(({ id }) => id));
    return { items: items.map((payee) => shown(payee, balances.get(payee.id) ?? [])), next };
  }

  @Get(':id')
  @Allow('read', 'Payee')
  @ApiOkResponse({ type: PayeeDto })
  async one(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: FreshQuery,
    @CurrentAbility() ability: AppAbility,
  ): Promise<PayeeDto> {
    await this.views.fresh(positionAsked(query), payees, payeeBalances);
    const payee = visible(ability, 'Payee', await this.views.one(payees, id));
    return shown(payee, (await this.balances.of([id])).get(id) ?? []);
  }
}

const shown = (payee: WithId<PayeeView>, balances: BalanceDto[]): PayeeDto => ({
  id: payee.id,
  name: payee.name,
  registeredAt: payee.registeredAt,
  payoutMethod:
    payee.accountId === null ? null : { provider: 'stripe', accountId: payee.accountId, setAt: payee.methodSetAt },
  balances,
});
