import { Command } from '@nestjs/cqrs';
import type { UserId } from '@max/kernel';
import type { CommandContext, Position } from '@max/kernel/server';

/** Answers who signed in, and where in the log that stands. */
export class SignIn extends Command<{ userId: UserId; position: Position }> {
  constructor(
    readonly email: string,
    readonly password: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
