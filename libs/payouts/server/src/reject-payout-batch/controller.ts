import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { SignedInUser } from '@max/identity/contracts';
import type { PayoutBatchId } from '@max/kernel';
import { Allow, Context, CurrentUser, Decisions, written, Written, type CommandContext } from '@max/kernel/server';
import { payoutBatchStream } from '@max/payouts/contracts';
import { payoutBatch } from '@max/payouts/domain';
import { IsString, MaxLength, MinLength } from 'class-validator';

export class RejectPayoutBatchDto {
  @ApiProperty({ minLength: 1, maxLength: 1000 }) @IsString() @MinLength(1) @MaxLength(1000) reason!: string;
}

@ApiTags('payout-batches')
@Controller('payout-batches/:id/reject')
export class RejectPayoutBatchController {
  constructor(private readonly decisions: Decisions) {}

  @Post()
  @HttpCode(200)
  @Allow('reject', 'PayoutBatch')
  @ApiOkResponse({ type: Written })
  async reject(
    @Param('id', ParseUUIDPipe) id: PayoutBatchId,
    @Body() { reason }: RejectPayoutBatchDto,
    @CurrentUser() { id: by }: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<Written> {
    const command = { type: 'reject', by, reason } as const;
    const because = { ...context, reason };
    return written(await this.decisions.decide(payoutBatch, payoutBatchStream(id), command, because));
  }
}
