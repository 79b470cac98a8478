import { DomainError } from '@max/kernel';

export class NoSuchPayout extends DomainError {
  readonly type = 'no-such-payout';
  readonly kind = 'not-found';
  constructor() {
    super('there is no such payout');
  }
}

/** News about a payment of the provider that isn't the one we know for this payout. */
export class AnotherProviderPayout extends DomainError {
  readonly type = 'another-provider-payout';
  readonly kind = 'conflict';
  constructor(known: string, told: string) {
    super(`the provider's payout is ${known}, the news is about ${told}`, { known, told });
  }
}

export class WrongPayoutState extends DomainError {
  readonly type = 'wrong-payout-state';
  readonly kind = 'conflict';
  constructor(asked: string, status: string) {
    super(`a payout that is ${status} can't be ${asked}`, { state: status });
  }
}
