import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { AppAbility } from '@max/identity/contracts';
import { Allow, CurrentAbility, positionAsked, Views } from '@max/kernel/server';

import { BREAKDOWNS, PeriodQuery } from '../earnings/dto';
import { Earnings } from '../earnings/earnings';
import { checkMayRead } from '../earnings/own-earnings';
import { statements } from '../statements/projection';

import { earningsPdf } from './pdf';

@ApiTags('earnings')
@Controller('payees/:payeeId/earnings-statement')
export class EarningsStatementController {
  constructor(
    private readonly views: Views,
    private readonly earnings: Earnings,
  ) {}

  @Get()
  @Allow('read', 'Earnings')
  @ApiProduces('application/pdf')
  async read(
    @Param('payeeId') payeeId: string,
    @Query() query: PeriodQuery,
    @CurrentAbility() ability: AppAbility,
  ): Promise<StreamableFile> {
    checkMayRead(ability, payeeId);
    await this.views.fresh(positionAsked(query), statements);
    const sections = await Promise.all(
      BREAKDOWNS.map(async (by) => ({ by, items: await this.earnings.by(payeeId, by, query) })),
    );
    const months = sections[0]?.items.map(({ key }) => key ?? '') ?? [];
    const from = query.from ?? months[0] ?? '';
    const to = query.to ?? months.at(-1) ?? '';
    const pdf = earningsPdf({ payeeId, from, to, madeAt: new Date().toISOString(), sections });
    const disposition = `attachment; filename="earnings-${from}-${to}.pdf"`;
    return new StreamableFile(pdf, { type: 'application/pdf', disposition });
  }
}
