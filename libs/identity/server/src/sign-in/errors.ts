import { HttpException } from '@nestjs/common';

/** One answer for a wrong address and a wrong password: nobody learns which addresses are registered. */
export class WrongCredentials extends HttpException {
  constructor() {
    super({ type: 'wrong-credentials', message: 'the address or the password is wrong' }, 401);
  }
}

export class LockedOut extends HttpException {
  constructor() {
    super(
      { type: 'locked-out', message: 'too many wrong passwords: this account is locked for a quarter of an hour' },
      429,
    );
  }
}
