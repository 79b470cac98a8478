import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { verify } from '@node-rs/bcrypt';
import { user } from '@max/identity/domain';
import type { UserId } from '@max/kernel';
import { Decisions, type Position } from '@max/kernel/server';

import { EmailClaims } from '../email-claims/email-claims';
import { userStream } from '../streams';

import { SignIn } from './command';
import { LockedOut, WrongCredentials } from './errors';

// a hash that no password fits: an unknown address takes as long as a wrong password
const NOBODY = '$2y$11$fi8Uuge.KZFvOWgHMb/dRuf6SrYEMv7tVyWeFNYRpLFsOhsSc6xqa';

@CommandHandler(SignIn)
export class SignInHandler implements ICommandHandler<SignIn> {
  constructor(
    private readonly decisions: Decisions,
    private readonly claims: EmailClaims,
  ) {}

  /** @throws WrongCredentials, LockedOut; both are in the log as events when the address is known */
  async execute({ email, password, context }: SignIn): Promise<{ userId: UserId; position: Position }> {
    const userId = await this.claims.ownerOf(email);
    const { state } = userId ? await this.decisions.load(user, userStream(userId)) : { state: user.initialState };
    const known = state.status === 'registered';
    const passwordMatches = await verify(password, known ? state.passwordHash : NOBODY);
    if (!known || !userId) throw new WrongCredentials();

    const at = context.now.toISOString();
    const actor = { kind: 'user' as const, id: userId };
    const command = { type: 'sign-in', passwordMatches, at } as const;
    const { events, position } = await this.decisions.decide(user, userStream(userId), command, { ...context, actor });
    const refusal = events.find(({ type }) => type === 'identity.sign-in-refused.v1');
    if (refusal?.type === 'identity.sign-in-refused.v1' && refusal.data.reason === 'locked-out') throw new LockedOut();
    if (refusal) throw new WrongCredentials();
    return { userId, position };
  }
}
