import { randomUUID } from 'node:crypto';

import { open, type Database, type RootDatabase } from 'lmdb';

import { pauseAfter } from './backoff';
import type { FailedJob, JobCounts } from './jobs';
import { MOST_STALLS } from './options';

type JobState = 'ready' | 'active' | 'done' | 'failed';

export interface JobRecord {
  readonly queue: string;
  readonly id: string;
  readonly data: object;
  readonly attempts: number;
  readonly backoffMs: number;
  /** Tries that failed. */
  readonly failures: number;
  /** Times that its worker died. */
  readonly stalls: number;
  readonly state: JobState;
  /** Milliseconds since 1970: due (ready), end of the lease (active), or when it ended (done, failed). */
  readonly at: number;
  /** Counts up as jobs are added, so that those due together run in that order. */
  readonly order: number;
  /** Names the lease: a worker that lost it can't write the outcome any more. */
  readonly token: string;
  readonly error: string;
}

type NewJob = Pick<JobRecord, 'queue' | 'id' | 'data' | 'attempts' | 'backoffMs'> & { readonly delayMs: number };
type IndexKey = [queue: string, state: JobState, at: number, order: number, id: string];

const indexKey = ({ queue, state, at, order, id }: JobRecord): IndexKey => [queue, state, at, order, id];

/**
 * The jobs of an embedded queue on LMDB. Every change is one transaction under LMDB's cross-process write lock, so any
 * number of processes may open the folder; a promise resolves when the change is on disk.
 */
export class JobStore {
  private readonly root: RootDatabase;
  private readonly jobs: Database<JobRecord, [string, string]>;
  private readonly index: Database<true, IndexKey>;
  private readonly counters: Database<number, string>;

  constructor(
    folder: string,
    private readonly keepDoneMs: number,
  ) {
    // without overlappingSync a commit resolves after its flush; not cached: other processes write too
    this.root = open({ path: folder, maxDbs: 4, overlappingSync: false, cache: false });
    this.jobs = this.root.openDB({ name: 'jobs', encoding: 'json' });
    this.index = this.root.openDB({ name: 'index', encoding: 'json' });
    this.counters = this.root.openDB({ name: 'counters', encoding: 'json' });
  }

  async add(job: NewJob): Promise<void> {
    const { delayMs, ...given } = job;
    await this.root.transaction(() => {
      const now = Date.now();
      const known = this.jobs.get([job.queue, job.id]);
      if (known && !(known.state === 'done' && known.at < now - this.keepDoneMs)) return;
      const order = (this.counters.get('order') ?? 0) + 1;
      void this.counters.put('order', order);
      const fresh = { failures: 0, stalls: 0, state: 'ready', at: now + delayMs, order, token: '', error: '' } as const;
      this.replace(known, { ...given, ...fresh });
    });
  }

  /** Whether a claim could find anything; a cheap look without the write lock. */
  hasWork(queue: string): boolean {
    this.root.resetReadTxn(); // else the look would be at the snapshot of this turn, not at what others have added
    return this.upTo(queue, 'ready', Date.now(), 1).length + this.upTo(queue, 'active', Date.now(), 1).length > 0;
  }

  /** Takes jobs that are due, and those of dead workers, for `leaseMs`. */
  async claim(queue: string, limit: number, leaseMs: number): Promise<JobRecord[]> {
    return this.root.transaction(() => {
      const now = Date.now();
      for (const job of this.upTo(queue, 'done', now - this.keepDoneMs, 1_000)) this.replace(job, undefined);
      for (const job of this.upTo(queue, 'active', now, 1_000)) this.replace(job, stalled(job, now));
      return this.upTo(queue, 'ready', now, limit).map((job) =>
        this.replace(job, { ...job, state: 'active', at: now + leaseMs, token: randomUUID() }),
      );
    });
  }

  /** Extends leases; answers the tokens of those that were lost. */
  async renew(held: readonly JobRecord[], leaseMs: number): Promise<string[]> {
    return this.root.transaction(() =>
      held
        .filter((job) => !this.ifHeld(job, (now) => ({ ...now, at: Date.now() + leaseMs })))
        .map(({ token }) => token),
    );
  }

  async complete(held: JobRecord): Promise<void> {
    await this.root.transaction(() => this.ifHeld(held, (job) => ({ ...job, state: 'done', at: Date.now() })));
  }

  /** Puts the job back for its next try after a pause, or among the failed when that was its last. */
  async fail(held: JobRecord, error: string): Promise<void> {
    await this.root.transaction(() =>
      this.ifHeld(held, (job) => {
        const failures = job.failures + 1;
        const last = failures >= job.attempts;
        const at = Date.now() + (last ? 0 : pauseAfter(failures, job.backoffMs));
        return { ...job, failures, state: last ? 'failed' : 'ready', at, error };
      }),
    );
  }

  /** Gives jobs back that were claimed but not begun. */
  async release(held: readonly JobRecord[]): Promise<void> {
    await this.root.transaction(() => {
      for (const job of held) this.ifHeld(job, (now) => ({ ...now, state: 'ready', at: Date.now() }));
    });
  }

  async retry(queue: string, id: string): Promise<boolean> {
    return this.root.transaction(() => {
      const job = this.jobs.get([queue, id]);
      if (job?.state !== 'failed') return false;
      this.replace(job, { ...job, state: 'ready', at: Date.now() });
      return true;
    });
  }

  failed(queue: string, limit: number): FailedJob[] {
    this.root.resetReadTxn();
    return this.upTo(queue, 'failed', Date.now(), limit).map(({ id, data, error, at }) => ({
      id,
      data,
      error,
      failedAt: new Date(at),
    }));
  }

  counts(queue: string): JobCounts {
    this.root.resetReadTxn();
    const now = Date.now();
    const count = (state: JobState, from: number, to: number): number =>
      this.index.getKeysCount({ start: [queue, state, from], end: [queue, state, to] });
    return {
      waiting: count('ready', 0, now + 1),
      delayed: count('ready', now + 1, Infinity),
      active: count('active', 0, Infinity),
      failed: count('failed', 0, Infinity),
    };
  }

  close(): Promise<void> {
    return this.root.close();
  }

  private upTo(queue: string, state: JobState, at: number, limit: number): JobRecord[] {
    const keys = [...this.index.getKeys({ start: [queue, state], end: [queue, state, at + 1], limit })];
    return keys.flatMap(([, , , , id]) => this.jobs.get([queue, id]) ?? []);
  }

  private ifHeld(held: JobRecord, change: (job: JobRecord) => JobRecord): boolean {
    const job = this.jobs.get([held.queue, held.id]);
    if (job?.state !== 'active' || job.token !== held.token) return false;
    this.replace(job, change(job));
    return true;
  }

  /** Only within a transaction: there the writes happen at once, and their promises resolve with the transaction's. */
  private replace<After extends JobRecord | undefined>(before: JobRecord | undefined, after: After): After {
    if (before) void this.index.remove(indexKey(before));
    if (before && !after) void this.jobs.remove([before.queue, before.id]);
    if (after) {
      void this.jobs.put([after.queue, after.id], after);
      void this.index.put(indexKey(after), true);
    }
    return after;
  }
}

const stalled = (job: JobRecord, now: number): JobRecord => {
  const stalls = job.stalls + 1;
  return stalls > MOST_STALLS
    ? { ...job, stalls, state: 'failed', at: now, error: `its worker died ${stalls} times` }
    : { ...job, stalls, state: 'ready', at: now };
};
