import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiCreatedResponse, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow, Context, Created, Problem, type CommandContext } from '@max/kernel/server';

import { AgreeSplitSheetCommand } from './command';
import { SplitSheetDto } from './dto';

@ApiTags('split-sheets')
@Controller('split-sheets')
export class AgreeSplitSheetController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('create', 'SplitSheet')
  @ApiCreatedResponse({ type: Created })
  @ApiConflictResponse({ type: Problem, description: '`sheet-already-agreed`' })
  @ApiUnprocessableEntityResponse({
    type: Problem,
    description: '`shares-do-not-sum`, `payee-twice`, `unknown-payee` …',
  })
  agree(@Body() body: SplitSheetDto, @Context() context: CommandContext): Promise<Created> {
    return this.commands.execute(new AgreeSplitSheetCommand(body, context));
  }
}
