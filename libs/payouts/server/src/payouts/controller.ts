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
import { isSkipReason, SKIP_REASONS } from '@max/payouts/contracts';

import { rowsFor, visible } from '../access/rows';
import { PayeeNames } from '../payees/payee-names';
import { payees } from '../payees/projection';

import { PayoutDto, PayoutsQuery } from './dto';
import { payouts, type PayoutView } from './projection';

@ApiTags('payouts')
@Controller('payouts')
export class PayoutsController {
  constructor(
    private readonly views: Views,
    private readonly names: PayeeNames,
  ) {}

  @Get()
  @Allow('read', 'Payout')
  @ApiPageOf(PayoutDto)
  async list(@Query() query: PayoutsQuery, @CurrentAbility() ability: AppAbility): Promise<Page<PayoutDto>> {
    await this.views.fresh(positionAsked(query), payouts, payees);
    const { state, payeeId, batchId } = query;
    const wanted = Object.fromEntries(Object.entries({ state, payeeId, batchId }).filter(([, value]) => value));
    const { items, next } = await this.views.page(payouts, {
      filter: { $and: [rowsFor(ability, 'Payout'), wanted] },
      sort: { field: 'requestedAt', direction: -1 },
      after: query.after,
      limit: query.limit,
    });
    const names = await this.names.of(items.map((payout) => payout.payeeId));
    return { items: items.map((payout) => shown(payout, names)), next };
  }

  @Get(':id')
  @Allow('read', 'Payout')
  @ApiOkResponse({ type: PayoutDto })
  async one(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: FreshQuery,
    @CurrentAbility() ability: AppAbility,
  ): Promise<PayoutDto> {
    await this.views.fresh(positionAsked(query), payouts, payees);
    const payout = visible(ability, 'Payout', await this.views.one(payouts, id));
    return shown(payout, await this.names.of([payout.payeeId]));
  }
}

/** A slug of ours in the words for the payee; the provider's reasons are words already. */
export const reasonInWords = (reason: string | null): string | null =>
  reason !== null && isSkipReason(reason) ? SKIP_REASONS[reason] : reason;

const shown = (payout: WithId<PayoutView>, names: ReadonlyMap<string, string>): PayoutDto => {
  const { payoutId: _, changedAt: _changed, moneyBack: _back, ...rest } = payout;
  return { ...rest, payeeName: names.get(rest.payeeId) ?? rest.payeeId, reason: reasonInWords(rest.reason) };
};
