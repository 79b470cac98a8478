import { Command } from '@nestjs/cqrs';

import type { PayoutBatchId, UserId } from '@max/kernel';
import type { CommandContext, Created } from '@max/kernel/server';

export class RequestEvidencePack extends Command<Created> {
  constructor(
    readonly payoutBatchId: PayoutBatchId,
    readonly by: UserId,
    readonly context: CommandContext,
  ) {
    super();
  }
}
