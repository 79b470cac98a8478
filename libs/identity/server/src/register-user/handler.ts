import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { hash } from '@node-rs/bcrypt';
import { user } from '@max/identity/domain';
import type { UserId } from '@max/kernel';
import { created, Decisions, idFor, SubjectKeys, type Created } from '@max/kernel/server';

import { EmailClaims } from '../email-claims/email-claims';
import { userStream } from '../streams';

import { RegisterUser } from './command';

/** bcrypt's cost: about a fifth of a second on one core, paid once a sign-in (OWASP asks for 10 or more). */
export const BCRYPT_COST = 11;

@CommandHandler(RegisterUser)
export class RegisterUserHandler implements ICommandHandler<RegisterUser> {
  constructor(
    private readonly decisions: Decisions,
    private readonly claims: EmailClaims,
    private readonly keys: SubjectKeys,
  ) {}

  async execute({ email, name, password, roles, context }: RegisterUser): Promise<Created> {
    const userId = idFor<UserId>(context, 'user');
    const emailDigest = await this.claims.claim(email, userId, context);
    const registration = {
      userId,
      email: await this.keys.seal(userId, email.trim()),
      name: await this.keys.seal(userId, name.trim()),
      emailDigest,
      passwordHash: await hash(password, BCRYPT_COST),
      roles: [...roles],
    };
    return created(
      userId,
      await this.decisions.decide(user, userStream(userId), { type: 'register', registration }, context),
    );
  }
}
