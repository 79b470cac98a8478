import Bull, { type JobOptions as BullOptions, type Queue } from 'bull';

import { pauseAfter } from '../backoff';
import type { JobOptions, RateLimit } from '../jobs';
import { DEFAULT_ATTEMPTS, DEFAULT_BACKOFF_MS, MOST_STALLS, type JobsOptions } from '../options';

interface DoublingOptions {
  readonly backoffMs: number;
}

/** Where queues are: their Redis, and what all their keys begin with. */
export interface RedisPlace {
  readonly redis: string;
  readonly prefix: string;
}

/** A queue of bull with the leases, pauses and keys that all queues of the product have. */
export const openQueue = (
  { redis, prefix }: RedisPlace,
  name: string,
  { leaseMs, onError }: Required<JobsOptions>,
  rateLimit?: RateLimit,
): Queue<object> => {
  const queue = new Bull<object>(name, redis, {
    prefix,
    ...(rateLimit ? { limiter: { max: rateLimit.max, duration: rateLimit.perMs } } : {}),
    settings: {
      lockDuration: leaseMs,
      lockRenewTime: leaseMs / 3,
      stalledInterval: leaseMs / 2,
      maxStalledCount: MOST_STALLS,
      backoffStrategies: {
        doubling: (failures, _error, { backoffMs }: DoublingOptions) => pauseAfter(failures, backoffMs),
      },
    },
  });
  queue.on('error', (error) => onError(error, { queue: name }));
  return queue;
};

/** What bull keeps with a job; it copies what it does not know, such as the correlation id. */
export const bullOptions = (
  { delayMs = 0, attempts = DEFAULT_ATTEMPTS, backoffMs = DEFAULT_BACKOFF_MS, correlationId }: JobOptions,
  keepDoneMs: number,
): BullOptions & { correlationId?: string } => ({
  delay: delayMs,
  attempts,
  backoff: { type: 'doubling', options: { backoffMs } satisfies DoublingOptions },
  removeOnComplete: { age: Math.ceil(keepDoneMs / 1000) },
  ...(correlationId === undefined ? {} : { correlationId }),
});

const MARK = 'job:';

/**
 * bull keeps its own keys (`wait`, `delayed`, `id` …) beside the jobs by id: a mark keeps the two apart. Occurrences of
 * repeats are named by bull, `repeat:…`.
 */
export const bullId = (id: string): string => (id.startsWith('repeat:') ? id : `${MARK}${id}`);

export const ownId = (id: string | number): string => {
  const text = String(id);
  return text.startsWith(MARK) ? text.slice(MARK.length) : text;
};

/** bull can't close a queue that is still starting (a connection is left open): all three must stand first. */
export const hasBegun = async (queue: Queue<object>): Promise<void> => {
  await queue.isReady();
  while (queue.clients.length < 3 || queue.clients.some(({ status }) => status !== 'ready')) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await new Promise((resolve) => setImmediate(resolve));
};
