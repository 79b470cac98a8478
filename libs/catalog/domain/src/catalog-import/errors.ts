import { DomainError } from '@max/kernel';

export class ImportExists extends DomainError {
  readonly type = 'import-exists';
  readonly kind = 'conflict';
  constructor(importId: string) {
    super(`import ${importId} has been received already`, { importId });
  }
}

export class NoSuchImport extends DomainError {
  readonly type = 'no-such-import';
  readonly kind = 'not-found';
  constructor(importId: string) {
    super(`there is no import ${importId}`, { importId });
  }
}

/** An import ends once: what has finished is not rejected, and the other way round. */
export class ImportEnded extends DomainError {
  readonly type = 'import-ended';
  readonly kind = 'conflict';
  constructor(importId: string, status: string) {
    super(`import ${importId} is ${status} already`, { importId, status });
  }
}

/** The rejected lines and the accepted ones must be all lines. */
export class LinesDontAddUp extends DomainError {
  readonly type = 'lines-dont-add-up';
  readonly kind = 'invalid';
  constructor(lines: { total: number; accepted: number; rejected: number }) {
    super(`${lines.accepted} accepted and ${lines.rejected} rejected lines are not ${lines.total}`, lines);
  }
}
