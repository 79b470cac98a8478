import { setTimeout as delay } from 'node:timers/promises';

/** How long a store that can't be reached is tried again before its error is thrown: a restart takes a second or two. */
const PATIENCE_MS = 15_000;

/** gRPC's UNAVAILABLE, CANCELLED, DEADLINE_EXCEEDED and ABORTED, and the client's own words for a lost connection. */
const LOST =
  /unavailable|ECONNREFUSED|ECONNRESET|EPIPE|socket hang up|cancelled|deadline|no connection|discover|dropped|aborted|timed? ?out/i;
const LOST_TYPES = new Set(['unavailable', 'cancelled', 'timeout', 'deadline-exceeded']);
const LOST_CODES = new Set<unknown>([1, 4, 10, 14, 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

const LOST_NAMES =
  /^Mongo(Network|NetworkTimeout|ServerSelection|PoolCleared|PoolClosed|NotConnected|TopologyClosed|WaitQueueTimeout)/;

/** Whether a store (events or views) could not be reached, as against one that answered with a refusal. */
export const isUnreachable = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (LOST_NAMES.test(error.name)) return true;
  const { type, code } = error as { type?: unknown; code?: unknown };
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
