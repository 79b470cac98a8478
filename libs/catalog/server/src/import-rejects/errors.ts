import { DomainError } from '@max/kernel';

/** Which lines are rejected is known when the import has ended. */
export class ImportNotEnded extends DomainError {
  readonly type = 'import-not-ended';
  readonly kind = 'conflict';
  constructor(importId: string, status: string) {
    super(`import ${importId} is ${status}; its rejected lines are known when it has ended`, { importId, status });
  }
}
