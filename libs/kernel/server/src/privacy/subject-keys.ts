import type { Connection } from 'mongoose';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { currentScope } from '../http/request-scope';
import { keepOpenedFromLog } from '../observability/sensitive';

/** A value that only its data subject's key opens. Events carry this form; the log's proofs cover the ciphertext. */
export interface SealedValue {
  readonly subject: string;
  /** base64 of nonce (12 bytes), tag (16), ciphertext. */
  readonly ciphertext: string;
}

interface StoredKey {
  _id: string;
  key: string;
}

const CIPHER = 'aes-256-gcm';

/**
 * One AES-256-GCM key for each data subject, in a database of its own (`…_keys`) with its own backups: destroying a
 * key forgets the person everywhere, events and their proofs stay.
 */
export class SubjectKeys {
  /** @param database name of the keys' own database; a connection that is still opening does not know its name yet */
  constructor(
    private readonly mongo: Connection,
    private readonly database: string,
  ) {}

  /** Makes the subject's key when there is none. */
  async seal(subject: string, text: string): Promise<SealedValue> {
    const key = await this.secret(subject);
    const nonce = randomBytes(12);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(subject));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return { subject, ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64') };
  }

  /** `undefined` when the key has been destroyed: the person has been forgotten. */
  async open({ subject, ciphertext }: SealedValue): Promise<string | undefined> {
    const stored = await this.keys.findOne({ _id: subject });
    if (!stored) return undefined;
    const bytes = Buffer.from(ciphertext, 'base64');
    const decipher = createDecipheriv(CIPHER, Buffer.from(stored.key, 'base64'), bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(subject)).setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    keepOpenedFromLog(currentScope(), text);
    return text;
  }

  async destroy(subject: string): Promise<void> {
    await this.keys.deleteOne({ _id: subject });
  }

  /** 32 random bytes under a name, made at the first call; a subject's key is one of them. */
  async secret(name: string): Promise<Buffer> {
    const fresh = randomBytes(32).toString('base64');
    const { key = fresh } =
      (await this.keys.findOneAndUpdate(
        { _id: name },
        { $setOnInsert: { key: fresh } },
        { upsert: true, returnDocument: 'after' },
      )) ?? {};
    return Buffer.from(key, 'base64');
  }

  private get keys() {
    return this.mongo.useDb(this.database, { useCache: true }).collection<StoredKey>('subject_keys');
  }
}
