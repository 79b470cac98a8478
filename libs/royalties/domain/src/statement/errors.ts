import { DomainError } from '@max/kernel';

/** The same file was received before: its hash is the statement's identity. */
export class StatementAlreadyReceived extends DomainError {
  readonly type = 'statement-already-received';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`this file was received before, as statement ${id}`, { id });
  }
}

export class StatementNotFound extends DomainError {
  readonly type = 'statement-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`there is no statement ${id}`, { id });
  }
}

/** The command does not fit what has happened to the statement so far. */
export class WrongStatementState extends DomainError {
  readonly type = 'wrong-statement-state';
  readonly kind = 'conflict';
  constructor(asked: string, status: string, wanted: readonly string[]) {
    super(`cannot ${asked} a statement that is ${status}; it must be ${wanted.join(' or ')}`, {
      state: status,
      wanted,
    });
  }
}

/** A statement corrects one other, booked statement, and each is corrected at most once. */
export class CannotCorrect extends DomainError {
  readonly type = 'cannot-correct';
  readonly kind = 'conflict';
  constructor(why: string, details: Readonly<Record<string, unknown>> = {}) {
    super(`this correction is not possible: ${why}`, details);
  }
}

export class ReasonMissing extends DomainError {
  readonly type = 'reason-missing';
  readonly kind = 'invalid';
  constructor() {
    super('say why the statement is accepted although it needs attention');
  }
}

/** What was booked is not what was parsed: credited + held must be the total of the accepted lines, per currency. */
export class BookingDoesNotAddUp extends DomainError {
  readonly type = 'booking-does-not-add-up';
  readonly kind = 'invalid';
  constructor(currency: string, total: string, booked: string) {
    super(`the lines in ${currency} come to ${total}, but ${booked} was booked`, { currency, total, booked });
  }
}
