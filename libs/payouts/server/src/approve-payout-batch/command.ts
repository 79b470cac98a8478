import { Command } from '@nestjs/cqrs';
import type { PayoutBatchId, UserId } from '@max/kernel';
import type { CommandContext, Written } from '@max/kernel/server';

export class ApprovePayoutBatch extends Command<Written> {
  constructor(
    readonly batchId: PayoutBatchId,
    readonly contentHash: string,
    readonly by: UserId,
    readonly context: CommandContext,
  ) {
    super();
  }
}
