import { Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedInUser } from '@max/identity/contracts';
import type { PayoutBatchId } from '@max/kernel';
import { Allow, Context, CurrentUser, Decisions, written, Written, type CommandContext } from '@max/kernel/server';
import { payoutBatchStream } from '@max/payouts/contracts';
import { payoutBatch } from '@max/payouts/domain';

@ApiTags('payout-batches')
@Controller('payout-batches/:id/submit')
export class SubmitPayoutBatchController {
  constructor(private readonly decisions: Decisions) {}

  @Post()
  @HttpCode(200)
  @Allow('submit', 'PayoutBatch')
  @ApiOkResponse({ type: Written })
  async submit(
    @Param('id', ParseUUIDPipe) id: PayoutBatchId,
    @CurrentUser() { id: by }: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<Written> {
    const command = { type: 'submit', by } as const;
    return written(await this.decisions.decide(payoutBatch, payoutBatchStream(id), command, context));
  }
}
