import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Decisions, written, type Written } from '@max/kernel/server';
import { payoutBatchStream } from '@max/payouts/contracts';
import { payoutBatch, refusalOf } from '@max/payouts/domain';

import { ApprovePayoutBatch } from './command';

/** A refused approval is appended first and then told: an auditor asks who tried. */
@CommandHandler(ApprovePayoutBatch)
export class ApprovePayoutBatchHandler implements ICommandHandler<ApprovePayoutBatch> {
  constructor(private readonly decisions: Decisions) {}

  async execute({ batchId, contentHash, by, context }: ApprovePayoutBatch): Promise<Written> {
    const command = { type: 'approve', contentHash, by } as const;
    const decided = await this.decisions.decide(payoutBatch, payoutBatchStream(batchId), command, context);
    const { events, state } = decided;
    for (const event of events) {
      if (event.type !== 'payouts.approval-refused.v1' || state.status === 'none') continue;
      throw refusalOf(event.data.because, state.status, state.contentHash);
    }
    return written(decided);
  }
}
