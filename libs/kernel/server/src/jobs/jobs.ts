/** From 0 to 100, or whatever the handler wants to tell of its way. */
export type JobProgress = number | object;

/** One external effect to carry out. `id` is the id of the event that asked for it, so that asking twice adds one job. */
export interface Job<Data extends object = object> {
  readonly id: string;
  readonly data: Data;
  /** From 1. */
  readonly attempt: number;
  /** Of the request that in the end led to this job. */
  readonly correlationId?: string;
  /** Of an occurrence of a repeat: the time that it stands for; it may be long past. */
  readonly dueAt?: Date;
  /** Tells those who look (`find`) how far it is. @throws RangeError for a number that is not between 0 and 100 */
  progress(value: JobProgress): Promise<void>;
}

export interface JobOptions {
  /** Not before this long from now, in milliseconds. */
  readonly delayMs?: number;
  /** Tries in all; default 5. */
  readonly attempts?: number;
  /** First pause between tries in milliseconds, doubled each time, with jitter; default 1,000. */
  readonly backoffMs?: number;
  /** Of the request that led to this job; for logs and traces. */
  readonly correlationId?: string;
}

/** Throwing means "try again"; an outcome that must not be tried again is recorded as an event and returns normally. */
export type JobHandler<Data extends object = object> = (job: Job<Data>, signal: AbortSignal) => Promise<void>;

/** At most `max` jobs are begun in `perMs` milliseconds; the time runs from the first of them. */
export interface RateLimit {
  readonly max: number;
  readonly perMs: number;
}

export interface QueueOptions<Data extends object = object> {
  /** Jobs at a time in this process. */
  readonly concurrency: number;
  /** For all workers of the queue together: each of them must be given the same. Jobs may then overtake each other. */
  readonly rateLimit?: RateLimit;
  /**
   * Told of each job that has used up its attempts, whichever worker it failed in, and after a crash too. Told once; again
   * only when it throws, or when its worker dies in the middle of it. A job that is retried and fails again is told again.
   */
  readonly onExhausted?: (job: FailedJob<Data>, signal: AbortSignal) => Promise<void>;
}

export type JobState = 'waiting' | 'delayed' | 'active' | 'completed' | 'failed' | 'paused';

/** Jobs held back by a rate limit count as waiting or as delayed; completed ones as long as their id is remembered. */
export type JobCounts = Readonly<Record<JobState, number>>;

/** How a job stands. */
export interface JobStatus {
  readonly id: string;
  readonly state: JobState;
  readonly data: object;
  /** Tries that ended in an error. */
  readonly failures: number;
  /** What the handler told last; 0 before. */
  readonly progress: JobProgress;
}

/** A job that used up its attempts; kept for a look until it is tried again. */
export interface FailedJob<Data extends object = object> {
  readonly id: string;
  readonly data: Data;
  /** Message of the last error. */
  readonly error: string;
  readonly failedAt: Date;
}

/** Five or six fields (seconds first), in the local time of an IANA zone, as cron-parser 4 reads them. */
export interface RepeatRule {
  readonly cron: string;
  readonly timeZone: string;
}

/**
 * Work that runs at least once: a job is kept until its handler has returned, and a job whose worker died is run again.
 * Both adapters (embedded on LMDB, bull on Redis) pass one contract suite.
 */
export interface Jobs {
  /** Adding an id that the queue knows (waiting, running, failed, or done within the last day) changes nothing. */
  add<Data extends object>(queue: string, id: string, data: Data, options?: JobOptions): Promise<void>;
  /**
   * Adds a job at each time of the rule, once, however many workers there are; times missed while nobody worked make one
   * job. Said again with the same rule nothing changes, not even the data; another rule takes the place of the old one.
   * @throws RangeError for a rule that is none, or an id with other characters than letters, digits, `-`, `_` and `.`
   */
  repeat<Data extends object>(
    queue: string,
    id: string,
    rule: RepeatRule,
    data: Data,
    options?: Pick<JobOptions, 'attempts' | 'backoffMs'>,
  ): Promise<void>;
  /** No more jobs of this repeat but one that is due already. Answers `false` when there is no such repeat. */
  stopRepeat(queue: string, id: string): Promise<boolean>;
  /** Runs jobs of the queue in this process; one handler a queue and process. */
  process<Data extends object>(queue: string, options: QueueOptions<Data>, handler: JobHandler<Data>): Promise<void>;
  /** No worker begins a job of the queue until `resume`, restarts or not; what runs is finished. */
  pause(queue: string): Promise<void>;
  resume(queue: string): Promise<void>;
  /** Removes all that waits or is delayed, but not what a repeat has planned; answers how many. */
  drain(queue: string): Promise<number>;
  counts(queue: string): Promise<JobCounts>;
  find(queue: string, id: string): Promise<JobStatus | undefined>;
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
