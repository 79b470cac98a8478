import { subject } from '@casl/ability';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';

import type { AppAbility } from '@max/identity/contracts';
import { sum, type PayoutId, type StatementId } from '@max/kernel';
import { Allow, ApiPageOf, CurrentAbility, FreshQuery, positionAsked, Views, type Page } from '@max/kernel/server';

import { moneySources } from '../sources/projection';
import { Lineage, LineageLine, LineageLinesQuery, type LineageStatement } from './dto';
import { FindSpan, NoSuchPayout, type PayoutSpan } from './find-span';
import { LineageLines } from './lines';
import { ReadStatementParts } from './statement-parts';
import { LineageTracks } from './tracks';

/** From a bank transfer down to the sales lines that it paid. */
@ApiTags('lineage')
@Controller('payouts/:id/lineage')
export class PayoutLineageController {
  constructor(
    private readonly views: Views,
    private readonly spans: FindSpan,
    private readonly parts: ReadStatementParts,
    private readonly tracks: LineageTracks,
    private readonly salesLines: LineageLines,
  ) {}

  /** The statements booked for the payee since the payout before, and the recordings in them. */
  @Get()
  @Allow('read', 'Payout')
  @ApiOkResponse({ type: Lineage })
  async lineage(
    @Param('id') id: string,
    @Query() query: FreshQuery,
    @CurrentAbility() ability: AppAbility,
  ): Promise<Lineage> {
    const span = await this.visibleSpan(id, query, ability);
    const statements: LineageStatement[] = [];
    for (const source of span.statements) statements.push(await this.statement(source, span));
    return { payout: payoutOf(span), statements };
  }

  /** Their sales lines, as reported: by statement, group and line. */
  @Get('lines')
  @Allow('read', 'Payout')
  @ApiPageOf(LineageLine)
  async lines(
    @Param('id') id: string,
    @Query() query: LineageLinesQuery,
    @CurrentAbility() ability: AppAbility,
  ): Promise<Page<LineageLine>> {
    return this.salesLines.page(await this.visibleSpan(id, query, ability), query);
  }

  private async statement(source: PayoutSpan['statements'][number], { payout }: PayoutSpan): Promise<LineageStatement> {
    const { subjectId: statementId, amounts } = source;
    const currency = payout.currency ?? '';
    const {
      fileName,
      source: from,
      corrects,
      groups,
    } = await this.parts.read(statementId as StatementId, payout.payeeId, currency);
    const amount = sum(amounts.filter((posted) => posted.currency === currency).map((posted) => posted.amount));
    const tracks = await this.tracks.of(groups, payout.payeeId);
    return { statementId, fileName, source: from, amount, corrects, tracks };
  }

  /** What somebody may not see is not there for them. @throws NoSuchPayout */
  private async visibleSpan(id: string, query: FreshQuery, ability: AppAbility): Promise<PayoutSpan> {
    await this.views.fresh(positionAsked(query), moneySources);
    const span = await this.spans.of(id as PayoutId);
    const payout: Record<string, unknown> = { payeeId: span.payout.payeeId };
    if (!ability.can('read', subject('Payout', payout))) throw new NoSuchPayout(id);
    return span;
  }
}

const payoutOf = ({ payout, requestedAt, arrivalDate }: PayoutSpan): Lineage['payout'] => ({
  id: payout.payoutId,
  batchId: payout.batchId ?? '',
  payeeId: payout.payeeId,
  amount: payout.amount ?? '',
  currency: payout.currency ?? '',
  state: payout.outcome,
  reason: payout.reason,
  requestedAt,
  paidAt: payout.paidAt,
  arrivalDate,
  bankTransfer: payout.paidBankPayoutId ?? payout.bankPayoutId,
});
