import { DomainError } from '@max/kernel';

export class NoSuchPayee extends DomainError {
  readonly type = 'no-such-payee';
  readonly kind = 'not-found';
  constructor() {
    super('there is no such payee');
  }
}

export class PayeeExists extends DomainError {
  readonly type = 'payee-exists';
  readonly kind = 'conflict';
  constructor() {
    super('this payee is registered already');
  }
}

/** Why money can't be reserved; `skip` is what the payee is told. */
export abstract class CannotReserve extends DomainError {
  readonly kind = 'conflict';
  abstract readonly skip: 'no-payout-method' | 'not-enough-credited';
}

export class NoPayoutMethod extends CannotReserve {
  readonly type = 'no-payout-method';
  readonly skip = 'no-payout-method';
  constructor() {
    super('the payee has not said how to be paid');
  }
}

/** Other payouts hold or have taken what was credited: the same money is never promised twice. */
export class NotEnoughCredited extends CannotReserve {
  readonly type = 'not-enough-credited';
  readonly skip = 'not-enough-credited';
  constructor(available: string, asked: string) {
    super(`${available} is available, ${asked} was asked for`, { available, asked });
  }
}

export class NotAPayment extends DomainError {
  readonly type = 'not-a-payment';
  readonly kind = 'invalid';
  constructor(amount: string) {
    super(`${amount} is not more than zero`, { amount });
  }
}

/** A reservation that was given back is history; a new payout needs a new id. */
export class ReservationIsReleased extends DomainError {
  readonly type = 'reservation-is-released';
  readonly kind = 'conflict';
  constructor() {
    super('the reservation of this payout was released');
  }
}

/** Credits were read from a view that is behind the one an earlier reservation was decided on. */
export class CreditsAreOld extends DomainError {
  readonly type = 'credits-are-old';
  readonly kind = 'conflict';
  constructor(asOf: string, seen: string) {
    super(`credits as of ${asOf} are older than those of ${seen} that were used before`, { asOf, seen });
  }
}
