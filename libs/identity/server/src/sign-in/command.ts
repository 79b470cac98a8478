import { Command } from '@nestjs/cqrs';
import type { UserId } from '@max/kernel';
import type { CommandContext } from '@max/kernel/server';

/** Answers who signed in. */
export class SignIn extends Command<UserId> {
  constructor(
    readonly email: string,
    readonly password: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
