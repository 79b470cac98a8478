import { Command } from '@nestjs/cqrs';
import type { Role } from '@max/identity/contracts';
import type { CommandContext } from '@max/kernel/server';

import type { Created } from '@max/kernel/server';

export class RegisterUser extends Command<Created> {
  constructor(
    readonly email: string,
    readonly name: string,
    readonly password: string,
    readonly roles: readonly Role[],
    readonly context: CommandContext,
  ) {
    super();
  }
}
