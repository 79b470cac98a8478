import { createHash } from 'node:crypto';

import type { Store } from '../store/store';
import { StripeFault } from '../stripe/fault';
import type { Clock } from '../world';

/** An answer kept under its idempotency key: https://docs.stripe.com/api/idempotent_requests */
export interface StoredResponse {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: object;
  readonly request: string;
  readonly at: number;
}

const KEPT_FOR = 24 * 60 * 60 * 1000;

/** What makes two requests the same: where they go and what they say. */
export const fingerprint = (method: string, path: string, body: string): string =>
  createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex');

/** Keys belong to an account. */
export const slot = (account: string, key: string): string => `${account}|${key}`;

/**
 * The answer of an earlier request with this key, if any.
 * @throws StripeFault when the key was used for another request, or is too long
 */
export const recall = (store: Store, clock: Clock, at: string, print: string): StoredResponse | undefined => {
  const stored = store.get('responses', at);
  if (stored === undefined || stored.at + KEPT_FOR < clock.now()) return undefined;
  if (stored.fingerprint === print) return stored;
  throw new StripeFault(
    400,
    'idempotency_error',
    'Keys for idempotent requests can only be used with the same parameters they were first used with.',
    'idempotency_error',
  );
};

export const inUse = (key: string): StripeFault =>
  new StripeFault(
    409,
    'idempotency_error',
    `There is currently another in-progress request using this Idempotent Key: ${key}.`,
    'idempotency_key_in_use',
  );
