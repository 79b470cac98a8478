import { DomainError } from '@max/kernel';

export class NoSuchPack extends DomainError {
  readonly type = 'no-such-evidence-pack';
  readonly kind = 'not-found';
  constructor(packId: string) {
    super(`there is no evidence pack ${packId}`, { packId });
  }
}

export class PackNotReady extends DomainError {
  readonly type = 'evidence-pack-not-ready';
  readonly kind = 'conflict';
  constructor(status: string) {
    super(`the evidence pack is ${status}; it can be downloaded when it is built`, { status });
  }
}
