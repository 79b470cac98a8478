import { Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import type { RoleRules, SignedInUser } from '@max/identity/contracts';
import type { UserId } from '@max/kernel';

import { ROLE_RULES } from '../access/access.guard';
import { SignedInUsers } from '../access/signed-in-users';

import type { MeAnswer } from './dto';

/** A user with the rules that the pages show and hide by. */
@Injectable()
export class Me {
  constructor(
    private readonly users: SignedInUsers,
    @Inject(ROLE_RULES) private readonly rules: readonly RoleRules[],
  ) {}

  async of(userId: UserId): Promise<MeAnswer> {
    const user = await this.users.find(userId);
    const role = user?.roles[0];
    if (!user || !role) throw new UnauthorizedException({ type: 'not-signed-in', message: 'this user has no role' });
    return { user: plain(user), role, abilities: this.rules.flatMap((rules) => rules(user)) };
  }
}

const plain = ({ roles, payeeIds, ...user }: SignedInUser) => ({ ...user, roles: [...roles], payeeIds: [...payeeIds] });
