import { DomainError } from '@max/kernel';

export class NoSuchBatch extends DomainError {
  readonly type = 'no-such-batch';
  readonly kind = 'not-found';
  constructor(batchId: string) {
    super(`there is no payout batch ${batchId}`, { batchId });
  }
}

/** Evidence is of what was decided: a batch that nobody has approved proves nothing yet. */
export class BatchNotApproved extends DomainError {
  readonly type = 'batch-not-approved';
  readonly kind = 'conflict';
  constructor(batchId: string) {
    super('an evidence pack is made of an approved batch', { batchId });
  }
}
