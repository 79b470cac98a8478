import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

import type { Problem } from '../problem';

/** What a request was answered: a refusal, or the body (JSON, or undefined) of a success, whose status is the route's. */
export type Answer = { readonly problem: Problem } | { readonly body: unknown };

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

const cipherKey = (key: string, user: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, user, 'max-booster idempotency answer', 32));

/**
 * An answer as it is kept: only who sends the idempotency key again can read it, since the key itself is kept nowhere.
 * base64 of nonce, tag and ciphertext (AES-256-GCM, key by HKDF-SHA-256 from the idempotency key).
 */
export const seal = (answer: Answer, key: string, user: string): string => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, cipherKey(key, user), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
};

/** @throws Error when it was sealed with another key */
export const unseal = (sealed: string, key: string, user: string): Answer => {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(CIPHER, cipherKey(key, user), bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  const text = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  return JSON.parse(text) as Answer; // authentic: written by `seal`
};
