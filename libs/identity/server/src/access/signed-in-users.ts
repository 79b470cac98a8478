import { Inject, Injectable } from '@nestjs/common';
import { ROLES, type IdentityEvent, type Role, type SignedInUser } from '@max/identity/contracts';
import { user, type RegisteredUser } from '@max/identity/domain';
import type { UserId } from '@max/kernel';
import { Decisions, EVENT_STORE, SubjectKeys, type EventStore, type RecordedEvent } from '@max/kernel/server';

import { userStream } from '../streams';

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/** Who a user id is today, from the user's own stream: a revoked role is gone at the next request. */
@Injectable()
export class SignedInUsers {
  constructor(
    private readonly decisions: Decisions,
    private readonly keys: SubjectKeys,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  async find(userId: UserId): Promise<SignedInUser | undefined> {
    const { state } = await this.decisions.load(user, userStream(userId));
    if (state.status === 'none') return undefined;
    return { ...(await this.nameOf(userId)), ...rightsOf(state) };
  }

  private async nameOf(userId: UserId): Promise<{ email: string; name: string }> {
    for await (const event of this.store.read(userStream(userId), { max: 1 })) {
      const { email, name } = (event as RecordedEvent<Registered>).data;
      const [openEmail = '', openName = 'forgotten'] = await Promise.all([this.keys.open(email), this.keys.open(name)]);
      return { email: openEmail, name: openName };
    }
    return { email: '', name: '' };
  }
}

type Registered = Extract<IdentityEvent, { type: 'identity.user-registered.v1' }>;

const rightsOf = ({ userId, roles, payeeIds }: RegisteredUser) => ({
  id: userId,
  roles: roles.filter(isRole),
  payeeIds,
});
