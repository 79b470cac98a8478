import { DomainError } from '@max/kernel';

export class InvalidTarget extends DomainError {
  readonly type = 'invalid-target';
  readonly kind = 'invalid';
  constructor(why: string) {
    super(`a split sheet divides one recording (isrc) or one release (upc): ${why}`);
  }
}

export class UnknownPayee extends DomainError {
  readonly type = 'unknown-payee';
  readonly kind = 'invalid';
  constructor(payeeId: string) {
    super(`there is no payee ${payeeId}`, { payeeId });
  }
}
