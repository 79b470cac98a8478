import { DomainError } from '@max/kernel';
import { setTimeout as delay } from 'node:timers/promises';

import { UnreadableEvent } from '../events/unreadable-event';

/** How long a store that can't be reached is tried again before its error is thrown: a restart takes a second or two. */
const PATIENCE_MS = 15_000;

/** gRPC's UNAVAILABLE, CANCELLED, DEADLINE_EXCEEDED and ABORTED, and the client's own words for a lost connection. */
const LOST =
  /unavailable|ECONNREFUSED|ECONNRESET|EPIPE|socket hang up|cancelled|deadline|no connection|discover|dropped|aborted|timed? ?out/i;
/** `not-leader`: the cluster has elected another node; the client turns to it by itself for the next call. */
const LOST_TYPES = new Set(['unavailable', 'cancelled', 'timeout', 'deadline-exceeded', 'not-leader']);
const LOST_CODES = new Set<unknown>([1, 4, 10, 14, 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

const LOST_NAMES =
  /^Mongo(Network|NetworkTimeout|ServerSelection|PoolCleared|PoolClosed|NotConnected|TopologyClosed|WaitQueueTimeout)/;

/**
 * MongoDB's codes for a member that is going down, stepping down or not the primary, and for a write that the majority
 * has not confirmed in time (https://www.mongodb.com/docs/manual/reference/error-codes): tried again by the driver once,
 * by us until another primary answers. They share numbers with gRPC's codes, which mean something else.
 */
const FAILING_OVER = new Set<unknown>([6, 7, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/** Whether a store (events or views) could not be reached, as against one that answered with a refusal. */
export const isUnreachable = (error: unknown): boolean => {
  // our own refusals quote names of streams and types, which may sound like a lost connection
  if (!(error instanceof Error) || error instanceof DomainError || error instanceof UnreadableEvent) return false;
  if (LOST_NAMES.test(error.name)) return true;
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (/^Mongo(Server|BulkWrite|WriteConcern)Error$/.test(error.name)) return FAILING_OVER.has(code);
  return (typeof type === 'string' && LOST_TYPES.has(type)) || LOST_CODES.has(code) || LOST.test(error.message);
};

/** Waits, or returns early when the signal is aborted. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);

/** Runs `attempt` again while the other side can't be reached, with growing pauses, up to fifteen seconds in all. */
export const untilReachable = async <T>(signal: AbortSignal, attempt: () => Promise<T>): Promise<T> => {
  const patienceEnds = Date.now() + PATIENCE_MS;
  for (let wait = 50; ; wait = Math.min(wait * 2, 1_000)) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || !isUnreachable(error) || Date.now() + wait > patienceEnds) throw error;
      await pause(wait, signal);
    }
  }
};
