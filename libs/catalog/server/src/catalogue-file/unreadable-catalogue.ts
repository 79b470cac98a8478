import { DomainError } from '@max/kernel';

/** The file as a whole is no catalogue: nothing of it is taken in. */
export class UnreadableCatalogue extends DomainError {
  readonly type = 'unreadable-catalogue';
  readonly kind = 'invalid';
}
