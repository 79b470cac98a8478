import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConflictResponse, ApiForbiddenResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { SignedInUser } from '@max/identity/contracts';
import type { PayoutBatchId } from '@max/kernel';
import { Allow, Context, CurrentUser, Problem, Written, type CommandContext } from '@max/kernel/server';
import { Matches } from 'class-validator';

import { ApprovePayoutBatch } from './command';

export class ApprovePayoutBatchDto {
  @ApiProperty({ description: 'of the batch as the checker has seen it' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'contentHash must be 64 hex digits in lower case' })
  contentHash!: string;
}

@ApiTags('payout-batches')
@Controller('payout-batches/:id/approve')
export class ApprovePayoutBatchController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @Allow('approve', 'PayoutBatch')
  @ApiOkResponse({ type: Written })
  @ApiForbiddenResponse({ type: Problem, description: '`maker-is-checker`' })
  @ApiConflictResponse({ type: Problem, description: '`content-changed`, `wrong-payout-batch-state`' })
  approve(
    @Param('id', ParseUUIDPipe) id: PayoutBatchId,
    @Body() { contentHash }: ApprovePayoutBatchDto,
    @CurrentUser() { id: by }: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<Written> {
    return this.commands.execute(new ApprovePayoutBatch(id, contentHash, by, context));
  }
}
