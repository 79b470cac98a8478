import { DomainError, type Isrc } from '@max/kernel';

/** An ISRC names one recording for ever (ISO 3901): a second registration with other details is a mistake or a correction. */
export class IsrcTaken extends DomainError {
  readonly type = 'isrc-taken';
  readonly kind = 'conflict';
  constructor(isrc: Isrc) {
    super(`ISRC ${isrc} is registered already with other details; correct it instead`, { isrc });
  }
}

export class NoSuchTrack extends DomainError {
  readonly type = 'no-such-track';
  readonly kind = 'not-found';
  constructor(isrc: Isrc) {
    super(`there is no track ${isrc}`, { isrc });
  }
}
