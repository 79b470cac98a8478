import type { Connection } from 'mongoose';
import { createHash, randomUUID } from 'node:crypto';

/** How long an answer is kept. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/** How long a request whose process died keeps its key; a live one renews in time. */
export const LEASE_MS = 10_000;

const DUPLICATE_KEY = 11_000;

interface Kept {
  /** SHA-256 of user and key: the key itself is kept nowhere. */
  _id: string;
  /** Who runs it now; changes with every try. */
  token: string;
  /** Ids of what the request makes follow from it: the same for every try of the same request. */
  seed: string;
  /** Unknown until an upload has been read to its end. */
  fingerprint: string | null;
  /** The sealed answer; null while the request runs, or when its answer was not to be kept. */
  answer: string | null;
  leaseUntil: Date;
  expiresAt: Date;
}

/** What a request finds under its key. */
export type Found =
  | { readonly kind: 'begun'; readonly id: string; readonly token: string; readonly seed: string }
  | { readonly kind: 'running'; readonly retryAfterMs: number }
  | { readonly kind: 'answered'; readonly answer: string; readonly fingerprint: string }
  | { readonly kind: 'other-request' };

/** Answers by idempotency key, for a day. Not events and not rebuilt: losing them makes a repetition a new request. */
export class KeptAnswers {
  constructor(
    private readonly mongo: Connection,
    private readonly now = () => Date.now(),
    private readonly leaseMs = LEASE_MS,
  ) {}

  /**
   * Takes the key for this request, or says what is under it.
   * @param fingerprint undefined for an upload that has not been read yet
   */
  async begin(user: string, key: string, fingerprint: string | undefined): Promise<Found> {
    const _id = createHash('sha256').update(`${user}\n${key}`).digest('hex');
    for (;;) {
      const token = randomUUID();
      const fresh = this.fresh(token, fingerprint);
      const seed = await this.insert({ _id, ...fresh });
      if (seed !== undefined) return { kind: 'begun', id: _id, token, seed };
      const kept = await this.collection.findOne({ _id });
      if (!kept) continue;
      const expired = kept.expiresAt.getTime() <= this.now(); // the store removes it within a minute, or later
      const found = expired ? undefined : this.judge(kept, fingerprint);
      if (found) return found;
      const next = expired
        ? fresh
        : { token, leaseUntil: fresh.leaseUntil, fingerprint: fingerprint ?? kept.fingerprint };
      const { matchedCount } = await this.collection.updateOne({ _id, token: kept.token }, { $set: next });
      if (matchedCount === 1) return { kind: 'begun', id: _id, token, seed: expired ? fresh.seed : kept.seed };
    }
  }

  /** Says what an upload was. Answers false when the key was used for another one. */
  async identify(id: string, token: string, fingerprint: string): Promise<boolean> {
    const { matchedCount } = await this.collection.updateOne(
      { _id: id, token, fingerprint: { $in: [null, fingerprint] } },
      { $set: { fingerprint } },
    );
    return matchedCount === 1;
  }

  /** Still at it. */
  async renew(id: string, token: string): Promise<void> {
    await this.collection.updateOne({ _id: id, token }, { $set: { leaseUntil: this.leaseEnd() } });
  }

  /** An upload that was refused half-way has no fingerprint to compare with: its answer is not kept. */
  async finish(id: string, token: string, answer: string): Promise<void> {
    const { matchedCount } = await this.collection.updateOne(
      { _id: id, token, fingerprint: { $ne: null } },
      { $set: { answer } },
    );
    if (matchedCount === 0) await this.release(id, token);
  }

  /** The next request with this key is tried again, with the same ids. */
  async release(id: string, token: string): Promise<void> {
    await this.collection.updateOne({ _id: id, token }, { $set: { leaseUntil: new Date(this.now()) } });
  }

  /** Nothing was done under this key: it may be used for a corrected request. */
  async forget(id: string, token: string): Promise<void> {
    await this.collection.deleteOne({ _id: id, token });
  }

  /** Old answers are removed by the store itself. */
  async ensureIndexes(): Promise<void> {
    await this.collection.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  }

  private judge(kept: Kept, fingerprint: string | undefined): Found | undefined {
    const other = fingerprint !== undefined && kept.fingerprint !== null && kept.fingerprint !== fingerprint;
    if (other) return { kind: 'other-request' };
    if (kept.answer !== null && kept.fingerprint !== null)
      return { kind: 'answered', answer: kept.answer, fingerprint: kept.fingerprint };
    const retryAfterMs = kept.leaseUntil.getTime() - this.now();
    return retryAfterMs > 0 ? { kind: 'running', retryAfterMs } : undefined;
  }

  private fresh(token: string, fingerprint: string | undefined): Omit<Kept, '_id'> {
    const expiresAt = new Date(this.now() + KEPT_MS);
    const leaseUntil = this.leaseEnd();
    return { token, seed: randomUUID(), fingerprint: fingerprint ?? null, answer: null, leaseUntil, expiresAt };
  }

  private async insert(kept: Kept): Promise<string | undefined> {
    try {
      await this.collection.insertOne(kept);
      return kept.seed;
    } catch (error) {
      if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error;
      return undefined;
    }
  }

  private leaseEnd(): Date {
    return new Date(this.now() + this.leaseMs);
  }

  private get collection() {
    return this.mongo.collection<Kept>('idempotency_keys');
  }
}
