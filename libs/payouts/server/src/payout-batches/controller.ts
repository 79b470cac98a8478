import { Controller, Get, NotFoundException, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Allow, ApiPageOf, FreshQuery, positionAsked, Views, type Page, type WithId } from '@max/kernel/server';
import { SKIP_REASONS } from '@max/payouts/contracts';

import { PayeeNames } from '../payees/payee-names';
import { payees } from '../payees/projection';
import { reasonInWords } from '../payouts/controller';
import { payouts, type PayoutView } from '../payouts/projection';

import { BatchDetailDto, BatchDto, BatchesQuery } from './dto';
import { payoutBatches, type BatchView } from './projection';

@ApiTags('payout-batches')
@Controller('payout-batches')
export class PayoutBatchesController {
  constructor(
    private readonly views: Views,
    private readonly names: PayeeNames,
  ) {}

  @Get()
  @Allow('read', 'PayoutBatch')
  @ApiPageOf(BatchDto)
  async list(@Query() query: BatchesQuery): Promise<Page<BatchDto>> {
    await this.views.fresh(positionAsked(query), payoutBatches);
    const { items, next } = await this.views.page(payoutBatches, {
      filter: query.status ? { status: query.status } : {},
      sort: { field: 'createdAt', direction: -1 },
      after: query.after,
      limit: query.limit,
    });
    return { items: items.map(summary), next };
  }

  @Get(':id')
  @Allow('read', 'PayoutBatch')
  @ApiOkResponse({ type: BatchDetailDto })
  async one(@Param('id', ParseUUIDPipe) id: string, @Query() query: FreshQuery): Promise<BatchDetailDto> {
    await this.views.fresh(positionAsked(query), payoutBatches, payouts, payees);
    const batch = await this.views.one(payoutBatches, id);
    if (!batch) throw new NotFoundException('there is no such payout batch');
    const made = await this.views.all(payouts, { batchId: id });
    const names = await this.names.of([...batch.lines, ...batch.skipped].map(({ payeeId }) => payeeId));
    return detail(batch, made, names);
  }
}

const summary = (batch: WithId<BatchView>): BatchDto => {
  const { lines: _, skipped: _skipped, refusedApprovals: _refused, ...rest } = batch;
  return rest;
};

const detail = (
  batch: WithId<BatchView>,
  made: readonly WithId<PayoutView>[],
  names: ReadonlyMap<string, string>,
): BatchDetailDto => {
  const byId = new Map(made.map((payout) => [payout.id, payout]));
  const payoutsByState: Record<string, number> = {};
  for (const { state } of made) payoutsByState[state] = (payoutsByState[state] ?? 0) + 1;
  const nameOf = (payeeId: string): string => names.get(payeeId) ?? payeeId;
  return {
    ...summary(batch),
    lines: batch.lines.map((line) => {
      const { state = null, reason = null } = byId.get(line.payoutId) ?? {};
      return { ...line, payeeName: nameOf(line.payeeId), state, reason: reasonInWords(reason) };
    }),
    skipped: batch.skipped.map(({ payeeId, amount, reason }) => ({
      payeeId,
      payeeName: nameOf(payeeId),
      amount,
      code: reason,
      reason: SKIP_REASONS[reason],
    })),
    refusedApprovals: [...batch.refusedApprovals],
    payouts: payoutsByState,
  };
};
