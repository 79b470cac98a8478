import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { SignedInUser } from '@max/identity/contracts';
import type { PayoutBatchId, PayoutId } from '@max/kernel';
import { Allow, Context, CurrentUser, Decisions, written, Written, type CommandContext } from '@max/kernel/server';
import { payoutBatchStream } from '@max/payouts/contracts';
import { payoutBatch } from '@max/payouts/domain';
import { ArrayMinSize, IsArray, IsUUID } from 'class-validator';

export class RevisePayoutBatchDto {
  @ApiProperty({ type: [String], description: 'payouts to take out of the batch' })
  @IsArray()
  @ArrayMinSize(1)
  @IsUUID(undefined, { each: true })
  without!: PayoutId[];
}

/** Takes payments out before the batch is decided on: it is a draft again, with another hash. */
@ApiTags('payout-batches')
@Controller('payout-batches/:id/revise')
export class RevisePayoutBatchController {
  constructor(private readonly decisions: Decisions) {}

  @Post()
  @HttpCode(200)
  @Allow('create', 'PayoutBatch')
  @ApiOkResponse({ type: Written })
  async revise(
    @Param('id', ParseUUIDPipe) id: PayoutBatchId,
    @Body() { without }: RevisePayoutBatchDto,
    @CurrentUser() { id: by }: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<Written> {
    const command = { type: 'revise', by, without } as const;
    return written(await this.decisions.decide(payoutBatch, payoutBatchStream(id), command, context));
  }
}
