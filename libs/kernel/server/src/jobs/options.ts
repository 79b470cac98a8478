import type { QueueOptions } from './jobs';

/** Where an error came from; `id` and `attempt` when a handler threw. */
export interface JobErrorPlace {
  readonly queue: string;
  readonly id?: string;
  readonly attempt?: number;
}

export interface JobsOptions {
  /** How long a dead worker's jobs stay with it, in milliseconds; default 10,000. A live worker renews in time. */
  readonly leaseMs?: number;
  /** How long the id of a done job is remembered, in milliseconds; default one day. */
  readonly keepDoneMs?: number;
  /** Told of every failed try and of trouble with the queue itself; default: a process warning. */
  readonly onError?: (error: Error, place: JobErrorPlace) => void;
}

export const DEFAULT_ATTEMPTS = 5;
export const DEFAULT_BACKOFF_MS = 1_000;
export const DEFAULT_GRACE_MS = 10_000;

/** A job whose worker died this often is failed: it is probably what kills them. */
export const MOST_STALLS = 10;

/** After its signal a handler gets this long, in milliseconds, to come to an end. */
export const ABORT_MS = 2_000;

export const withDefaults = ({ leaseMs, keepDoneMs, onError }: JobsOptions): Required<JobsOptions> => ({
  leaseMs: leaseMs ?? 10_000,
  keepDoneMs: keepDoneMs ?? 24 * 60 * 60 * 1000,
  onError:
    onError ??
    ((error, { queue, id, attempt }) =>
      process.emitWarning(error.message, {
        type: 'JobWarning',
        detail: id === undefined ? `queue ${queue}` : `queue ${queue}, job ${id}, attempt ${attempt ?? '?'}`,
      })),
});

/** @throws RangeError for a concurrency or a rate that no worker can keep */
export const checkQueue = ({ concurrency, rateLimit }: Pick<QueueOptions, 'concurrency' | 'rateLimit'>): void => {
  const whole = (value: number): boolean => Number.isSafeInteger(value) && value > 0;
  if (!whole(concurrency)) throw new RangeError(`no concurrency: ${concurrency}`);
  if (rateLimit && !(whole(rateLimit.max) && whole(rateLimit.perMs)))
    throw new RangeError(`no rate limit: ${rateLimit.max} in ${rateLimit.perMs} ms`);
};

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Resolves with the work, or after `ms`; answers whether the work was done by then. */
export const within = async (ms: number, work: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
};
