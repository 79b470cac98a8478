import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiConflictResponse, ApiNotFoundResponse, ApiTags } from '@nestjs/swagger';
import type { StatementId } from '@max/kernel';
import { Allow, Context, Problem, Written, type CommandContext } from '@max/kernel/server';

import { BookStatement } from './command';

@ApiTags('statements')
@Controller('statements')
export class BookStatementController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/book')
  @HttpCode(202)
  @Allow('book', 'Statement')
  @ApiAcceptedResponse({ type: Written })
  @ApiConflictResponse({ type: Problem, description: '`wrong-statement-state`, `cannot-correct`' })
  @ApiNotFoundResponse({ type: Problem, description: '`statement-not-found`' })
  book(@Param('id', ParseUUIDPipe) id: string, @Context() context: CommandContext): Promise<Written> {
    return this.commands.execute(new BookStatement(id as StatementId, context));
  }
}
