import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { StatementId } from '@max/kernel';
import { Allow, Context, Problem, Written, type CommandContext } from '@max/kernel/server';

import { AcceptStatement } from './command';
import { AcceptStatementDto } from './dto';

@ApiTags('statements')
@Controller('statements')
export class AcceptStatementController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/accept')
  @HttpCode(200)
  @Allow('approve', 'Statement')
  @ApiOkResponse({ type: Written })
  @ApiConflictResponse({ type: Problem, description: '`wrong-statement-state`' })
  accept(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: AcceptStatementDto,
    @Context() context: CommandContext,
  ): Promise<Written> {
    return this.commands.execute(new AcceptStatement(id as StatementId, reason, context));
  }
}
