import { DomainError } from '@max/kernel';

export class SharesDoNotSum extends DomainError {
  readonly type = 'shares-do-not-sum';
  readonly kind = 'invalid';
  constructor(sum: string) {
    super(`the shares of a split sheet must sum to exactly 100 per cent; these come to ${sum}`, { sum });
  }
}

export class PayeeTwice extends DomainError {
  readonly type = 'payee-twice';
  readonly kind = 'invalid';
  constructor(payeeId: string) {
    super(`payee ${payeeId} stands twice on the sheet; give one share`, { payeeId });
  }
}

export class InvalidShare extends DomainError {
  readonly type = 'invalid-share';
  readonly kind = 'invalid';
  constructor(payeeId: string, percent: string) {
    super(`${percent} is no share: more than 0, at most 100, with up to six decimals`, { payeeId, percent });
  }
}

export class InvalidEffectiveDate extends DomainError {
  readonly type = 'invalid-effective-date';
  readonly kind = 'invalid';
  constructor(date: string) {
    super(`${date.slice(0, 40)} is no calendar date (YYYY-MM-DD)`, { date: date.slice(0, 40) });
  }
}

/** History never changes: another division from the same day on would rewrite what was agreed. */
export class SheetAlreadyAgreed extends DomainError {
  readonly type = 'sheet-already-agreed';
  readonly kind = 'conflict';
  constructor(sheetId: string, effectiveFrom: string) {
    super(`sheet ${sheetId} already divides this from ${effectiveFrom} on; agree a later date`, {
      sheetId,
      effectiveFrom,
    });
  }
}
