/** One external effect to carry out. `id` is the id of the event that asked for it, so that asking twice adds one job. */
export interface Job<Data extends object = object> {
  readonly id: string;
  readonly data: Data;
  /** From 1. */
  readonly attempt: number;
}

export interface JobOptions {
  /** Not before this long from now, in milliseconds. */
  readonly delayMs?: number;
  /** Tries in all; default 5. */
  readonly attempts?: number;
  /** First pause between tries in milliseconds, doubled each time, with jitter; default 1,000. */
  readonly backoffMs?: number;
}

/** Throwing means "try again"; an outcome that must not be tried again is recorded as an event and returns normally. */
export type JobHandler<Data extends object = object> = (job: Job<Data>, signal: AbortSignal) => Promise<void>;

export interface JobCounts {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly failed: number;
}

/** A job that used up its attempts; kept for a look until it is tried again. */
export interface FailedJob {
  readonly id: string;
  readonly data: object;
  /** Message of the last error. */
  readonly error: string;
  readonly failedAt: Date;
}

/**
 * Work that runs at least once: a job is kept until its handler has returned, and a job whose worker died is run again.
 * Both adapters (embedded on LMDB, bull on Redis) pass one contract suite.
 */
export interface Jobs {
  /** Adding an id that the queue knows (waiting, running, or done within the last day) changes nothing. */
  add<Data extends object>(queue: string, id: string, data: Data, options?: JobOptions): Promise<void>;
  /** Runs jobs of the queue in this process, `concurrency` at a time; one handler a queue and process. */
  process<Data extends object>(queue: string, concurrency: number, handler: JobHandler<Data>): Promise<void>;
  counts(queue: string): Promise<JobCounts>;
  /** Jobs that used up their attempts, at most `limit` (default 100). */
  failed(queue: string, limit?: number): Promise<FailedJob[]>;
  /** Gives a failed job one more try, at once. Answers `false` when the queue holds no failed job of this id. */
  retry(queue: string, id: string): Promise<boolean>;
  /**
   * Stops taking jobs, waits for the running ones (their signal is aborted after `graceMs`, default 10,000; that counts as a
   * failed try unless the handler returns normally). A handler that ignores its signal is left behind: its lease runs out.
   */
  close(graceMs?: number): Promise<void>;
}

export const JOBS = Symbol('Jobs');
