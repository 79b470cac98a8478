import { DomainError, type Gtin } from '@max/kernel';

export class ReleaseExists extends DomainError {
  readonly type = 'release-exists';
  readonly kind = 'conflict';
  constructor(upc: Gtin) {
    super(`release ${upc} is registered already with other details; correct it instead`, { upc });
  }
}

export class NoSuchRelease extends DomainError {
  readonly type = 'no-such-release';
  readonly kind = 'not-found';
  constructor(upc: Gtin) {
    super(`there is no release ${upc}`, { upc });
  }
}
