import { DomainError } from '@max/kernel';

import type { ApprovalRefusal } from './events';

export class NoSuchBatch extends DomainError {
  readonly type = 'no-such-payout-batch';
  readonly kind = 'not-found';
  constructor() {
    super('there is no such payout batch');
  }
}

export class BatchExists extends DomainError {
  readonly type = 'payout-batch-exists';
  readonly kind = 'conflict';
  constructor() {
    super('this payout batch exists already');
  }
}

export class WrongBatchState extends DomainError {
  readonly type = 'wrong-payout-batch-state';
  readonly kind = 'conflict';
  constructor(asked: string, status: string) {
    super(`a batch that is ${status} can't be ${asked}`, { state: status });
  }
}

export class NothingToPay extends DomainError {
  readonly type = 'nothing-to-pay';
  readonly kind = 'invalid';
  constructor(skipped: number) {
    super(`no payment is left in the batch; ${skipped} payees were skipped`, { skipped });
  }
}

export class BadLines extends DomainError {
  readonly type = 'bad-payout-lines';
  readonly kind = 'invalid';
}

export class ReasonMissing extends DomainError {
  readonly type = 'reason-missing';
  readonly kind = 'invalid';
  constructor() {
    super('a rejection needs a reason');
  }
}

/** Whoever rejects must not be able to hide the own mistake as the only one who knew. */
export class MakerIsChecker extends DomainError {
  readonly type = 'maker-is-checker';
  readonly kind = 'forbidden';
  constructor() {
    super('whoever made, changed or submitted a batch can not approve it, whatever the role');
  }
}

export class ContentChanged extends DomainError {
  readonly type = 'content-changed';
  readonly kind = 'conflict';
  constructor(contentHash: string) {
    super('the batch is not the one that was looked at; look again', { contentHash });
  }
}

/** The error that goes with a refused approval, which itself is on record. */
export const refusalOf = (because: ApprovalRefusal, status: string, contentHash: string): DomainError => {
  switch (because) {
    case 'maker-is-checker':
      return new MakerIsChecker();
    case 'content-changed':
      return new ContentChanged(contentHash);
    case 'not-submitted':
      return new WrongBatchState('approved', status);
  }
};
