import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { user } from '@max/identity/domain';
import type { PayeeId, UserId } from '@max/kernel';
import { Allow, Context, Decisions, written, Written, type CommandContext } from '@max/kernel/server';
import { IsUUID } from 'class-validator';

import { userStream } from '../streams';

export class LinkPayeeDto {
  @ApiProperty({ format: 'uuid' }) @IsUUID() payeeId!: PayeeId;
}

/** From now on this user (an artist) sees the payee's earnings, balance and payouts in the portal. */
@ApiTags('users')
@Controller('users/:id/payees')
export class LinkPayeeController {
  constructor(private readonly decisions: Decisions) {}

  @Post()
  @HttpCode(200)
  @Allow('manage', 'User')
  @ApiOkResponse({ type: Written })
  async link(
    @Param('id', ParseUUIDPipe) id: UserId,
    @Body() { payeeId }: LinkPayeeDto,
    @Context() context: CommandContext,
  ): Promise<Written> {
    return written(await this.decisions.decide(user, userStream(id), { type: 'link-payee', payeeId }, context));
  }
}
