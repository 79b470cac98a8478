import { Inject, Injectable } from '@nestjs/common';
import type { UserId } from '@max/kernel';
import { MONGO } from '@max/kernel/server';
import type { Connection } from 'mongoose';
import { createHash, randomBytes } from 'node:crypto';

/** How long a session lives without a new sign-in, in hours (OWASP ASVS 5.0, 7.3: at least once a working day). */
export const SESSION_HOURS = 12;

export interface Session {
  readonly userId: UserId;
  /** Sent back in a header by our own pages; others can't read it. */
  readonly csrfToken: string;
}

interface StoredSession extends Session {
  /** SHA-256 of the cookie: whoever reads the database can't sign in with it. */
  _id: string;
  expiresAt: Date;
}

/**
 * Open sessions. Not events and not rebuilt: losing them signs people out. Signing in and out are events of the user.
 */
@Injectable()
export class Sessions {
  constructor(@Inject(MONGO) private readonly mongo: Connection) {}

  /** Answers the cookie's value, which is kept nowhere. */
  async open(userId: UserId, now: Date): Promise<{ token: string; csrfToken: string }> {
    const token = randomBytes(32).toString('base64url');
    const csrfToken = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
    await this.collection.insertOne({ _id: digest(token), userId, csrfToken, expiresAt });
    return { token, csrfToken };
  }

  async find(token: string, now: Date): Promise<Session | undefined> {
    const found = await this.collection.findOne({ _id: digest(token) });
    return found && found.expiresAt > now ? found : undefined;
  }

  async close(token: string): Promise<void> {
    await this.collection.deleteOne({ _id: digest(token) });
  }

  /** Expired sessions are removed by the store itself. */
  async ensureIndexes(): Promise<void> {
    await this.collection.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  }

  private get collection() {
    return this.mongo.collection<StoredSession>('sessions');
  }
}

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
