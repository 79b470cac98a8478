import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  ApiPageOf,
  FreshQuery,
  positionAsked,
  Problem,
  Views,
  type Page,
  type WithId,
} from '@max/kernel/server';
import { StatementNotFound } from '@max/royalties/domain';

import { StatementAnswer, StatementsQuery } from './dto';
import { statements, type StatementView } from './projection';

@ApiTags('statements')
@Controller('statements')
export class StatementsController {
  constructor(private readonly views: Views) {}

  @Get()
  @Allow('read', 'Statement')
  @ApiPageOf(StatementAnswer)
  async list(@Query() query: StatementsQuery): Promise<Page<StatementAnswer>> {
    await this.views.fresh(positionAsked(query), statements);
    const { status, source, after, limit } = query;
    const filter = { ...(status === undefined ? {} : { status }), ...(source === undefined ? {} : { source }) };
    const direction = query.sort === 'receivedAt' ? 1 : -1;
    const sort = { field: 'receivedAt', direction } as const;
    const { items, next } = await this.views.page(statements, { filter, sort, after, limit });
    return { items: items.map(answer), next };
  }

  @Get(':id')
  @Allow('read', 'Statement')
  @ApiOkResponse({ type: StatementAnswer })
  @ApiNotFoundResponse({ type: Problem, description: '`statement-not-found`' })
  async one(@Param('id', ParseUUIDPipe) id: string, @Query() query: FreshQuery): Promise<StatementAnswer> {
    await this.views.fresh(positionAsked(query), statements);
    const found = await this.views.one(statements, id);
    if (!found) throw new StatementNotFound(id);
    return answer(found);
  }
}

/** Without the names of the files, which are the worker's. */
const answer = ({
  linesFile: _lines,
  rejectsFile: _rejects,
  breakdownFile: _breakdown,
  groupedLinesFile: _grouped,
  earningsFile: _earnings,
  ...shown
}: WithId<StatementView>): StatementAnswer => shown;
