import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';

import { evidencePackStream } from '@max/compliance/contracts';
import { evidencePack } from '@max/compliance/domain';
import type { PayoutBatchId } from '@max/kernel';
import { created, Decisions, EVENT_STORE, idFor, type Created, type EventStore } from '@max/kernel/server';
import { payoutBatchStream } from '@max/payouts/contracts';

import { RequestEvidencePack } from './command';
import { BatchNotApproved, NoSuchBatch } from './errors';

@CommandHandler(RequestEvidencePack)
export class RequestEvidencePackHandler implements ICommandHandler<RequestEvidencePack> {
  constructor(
    private readonly decisions: Decisions,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** @throws NoSuchBatch, BatchNotApproved */
  async execute({ payoutBatchId, by, context }: RequestEvidencePack): Promise<Created> {
    await this.checkApproved(payoutBatchId);
    const packId = idFor(context, 'evidence-pack');
    const command = { type: 'request', packId, payoutBatchId, by } as const;
    return created(packId, await this.decisions.decide(evidencePack, evidencePackStream(packId), command, context));
  }

  private async checkApproved(batchId: PayoutBatchId): Promise<void> {
    let known = false;
    for await (const { type } of this.store.read(payoutBatchStream(batchId))) {
      if (type === 'payouts.batch-approved.v1') return;
      known = true;
    }
    throw known ? new BatchNotApproved(batchId) : new NoSuchBatch(batchId);
  }
}
