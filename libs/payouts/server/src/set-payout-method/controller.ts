import { Body, Controller, HttpCode, Ip, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PayeeId } from '@max/kernel';
import { Allow, Context, Written, type CommandContext } from '@max/kernel/server';

import { SetPayoutMethod } from './command';
import { PayoutMethodInput } from './dto';

@ApiTags('payees')
@Controller('payees/:id/payout-method')
export class SetPayoutMethodController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @Allow('create', 'Payee')
  @ApiOkResponse({ type: Written })
  set(
    @Param('id', ParseUUIDPipe) id: PayeeId,
    @Body() method: PayoutMethodInput,
    @Context() context: CommandContext,
    @Ip() ip: string,
  ): Promise<Written> {
    return this.commands.execute(new SetPayoutMethod(id, method, context, ip));
  }
}
