import { DomainError } from '@max/kernel';

export class UserExists extends DomainError {
  readonly type = 'user-exists';
  readonly kind = 'conflict';
  constructor() {
    super('a user is registered already under this address');
  }
}

export class NoSuchUser extends DomainError {
  readonly type = 'no-such-user';
  readonly kind = 'not-found';
  constructor() {
    super('there is no such user');
  }
}

/** Nobody raises or lowers the own rights: a second person is needed. */
export class OwnRoles extends DomainError {
  readonly type = 'own-roles';
  readonly kind = 'forbidden';
  constructor() {
    super('nobody may change the own roles');
  }
}
