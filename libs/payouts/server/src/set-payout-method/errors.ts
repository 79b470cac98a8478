import { DomainError } from '@max/kernel';

/** The provider doesn't take this account; `code` and the text are its own. */
export class PayoutMethodRefused extends DomainError {
  readonly type = 'payout-method-refused';
  readonly kind = 'invalid';
  constructor(code: string, reason: string) {
    super(reason, { code });
  }
}

export class PayoutMethodMissing extends DomainError {
  readonly type = 'payout-method-missing';
  readonly kind = 'invalid';
  constructor() {
    super('give a bank account or an accountId');
  }
}
