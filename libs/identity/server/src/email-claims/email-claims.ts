import { Inject, Injectable } from '@nestjs/common';
import type { UserId } from '@max/kernel';
import { UserExists } from '@max/identity/domain';
import {
  EVENT_STORE,
  SubjectKeys,
  RevisionConflict,
  type CommandContext,
  type EventStore,
  metadataOf,
} from '@max/kernel/server';
import { createHmac } from 'node:crypto';
import { v5 as uuidV5 } from 'uuid';

import { emailClaimStream } from '../streams';

const PEPPER = 'pepper:email';

/** Makes addresses unique without storing them: one stream for each keyed digest, which only one append can begin. */
@Injectable()
export class EmailClaims {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly keys: SubjectKeys,
  ) {}

  async digest(email: string): Promise<string> {
    return createHmac('sha256', await this.keys.secret(PEPPER))
      .update(email.trim().toLowerCase())
      .digest('hex');
  }

  /** @throws UserExists when the address belongs to another user */
  async claim(email: string, userId: UserId, context: CommandContext): Promise<string> {
    const digest = await this.digest(email);
    const event = {
      id: uuidV5(digest, userId),
      type: 'identity.email-claimed.v1',
      data: { userId },
      metadata: metadataOf(context),
    };
    try {
      await this.store.append(emailClaimStream(digest), 'no-stream', [event]);
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      if ((await this.ownerOf(email)) !== userId) throw new UserExists();
    }
    return digest;
  }

  async ownerOf(email: string): Promise<UserId | undefined> {
    for await (const { data } of this.store.read(emailClaimStream(await this.digest(email)), { max: 1 })) {
      return (data as { userId: UserId }).userId;
    }
    return undefined;
  }
}
