import { randomUUID } from 'node:crypto';

import { pauseAfter } from '../backoff';
import { exhaustedQueue, TELL_ATTEMPTS, tellingId, tellingOf } from '../exhausted';
import type { JobProgress, QueueOptions } from '../jobs';
import { DEFAULT_BACKOFF_MS, MOST_STALLS } from '../options';

import { failedJob } from './failed-job';
import type { JobTable } from './job-table';
import type { JobRecord } from './record';
import { planNext } from './repeats';

/** What a worker of one queue does with the table: claims jobs for a time, keeps them, writes their outcomes. */
export class Claims {
  constructor(
    private readonly table: JobTable,
    private readonly queue: string,
    private readonly options: Pick<QueueOptions, 'rateLimit' | 'onExhausted'>,
    private readonly leaseMs: number,
  ) {}

  /** The first time, in milliseconds since 1970, at which a claim could find something. */
  nextAt(): number {
    return this.table.look(() => {
      const { paused, span } = this.table.queue(this.queue);
      const { rateLimit } = this.options;
      const due = paused ? Infinity : this.table.firstAt(this.queue, 'ready');
      const allowed = rateLimit && span.begun >= rateLimit.max ? span.from + rateLimit.perMs : 0;
      return Math.min(Math.max(due, allowed), this.table.firstAt(this.queue, 'active'));
    });
  }

  /** Takes jobs that are due, and those of dead workers; forgets the ids of jobs done long ago. */
  claim(limit: number): Promise<JobRecord[]> {
    const { table, queue } = this;
    return table.change(() => {
      const now = Date.now();
      for (const job of table.upTo(queue, 'done', now - table.keepDoneMs, 1_000)) table.replace(job, undefined);
      for (const job of table.upTo(queue, 'active', now, 1_000)) this.stalled(job, now);
      const taken = this.allowed(limit, now).map((job) =>
        table.replace(job, { ...job, state: 'active', at: now + this.leaseMs, token: randomUUID() }),
      );
      for (const job of taken) planNext(table, job);
      return taken;
    });
  }

  /** Extends leases; answers the tokens of those that were lost. */
  renew(held: readonly JobRecord[]): Promise<string[]> {
    const at = Date.now() + this.leaseMs;
    return this.table.change(() =>
      held.filter((job) => !this.ifHeld(job, (now) => ({ ...now, at }))).map(({ token }) => token),
    );
  }

  async progress(held: JobRecord, progress: JobProgress): Promise<void> {
    await this.table.change(() => this.ifHeld(held, (job) => ({ ...job, progress })));
  }

  async complete(held: JobRecord): Promise<void> {
    await this.table.change(() => this.ifHeld(held, (job) => ({ ...job, state: 'done', at: Date.now() })));
  }

  /** Puts the job back for its next try after a pause, or among the failed when that was its last. */
  async fail(held: JobRecord, error: string): Promise<void> {
    await this.table.change(() =>
      this.ifHeld(held, (job) => {
        const failed = { ...job, failures: job.failures + 1, error };
        const pause = pauseAfter(failed.failures, job.backoffMs);
        if (failed.failures < job.attempts) return { ...failed, state: 'ready', at: Date.now() + pause };
        return this.exhausted({ ...failed, state: 'failed', at: Date.now() });
      }),
    );
  }

  /** Gives jobs back that were claimed but not begun. */
  async release(held: readonly JobRecord[]): Promise<void> {
    await this.table.change(() => {
      for (const job of held) this.ifHeld(job, (now) => ({ ...now, state: 'ready', at: Date.now() }));
    });
  }

  /** Adds the tellings of jobs that failed when nobody here wanted to be told. */
  async tellOfFailed(): Promise<void> {
    await this.table.change(() => {
      const untold = this.table.upTo(this.queue, 'failed', Infinity).filter(({ told }) => !told);
      for (const job of untold) this.table.replace(job, this.exhausted(job));
    });
  }

  private allowed(limit: number, now: number): JobRecord[] {
    const { rateLimit } = this.options;
    const { paused, span } = this.table.queue(this.queue);
    if (paused) return [];
    if (!rateLimit) return this.table.upTo(this.queue, 'ready', now, limit);
    const { from, begun } = now >= span.from + rateLimit.perMs ? { from: now, begun: 0 } : span;
    const jobs = this.table.upTo(this.queue, 'ready', now, Math.min(limit, rateLimit.max - begun));
    if (jobs.length > 0) void this.table.queues.put(this.queue, { paused, span: { from, begun: begun + jobs.length } });
    return jobs;
  }

  private stalled(job: JobRecord, now: number): void {
    const stalls = job.stalls + 1;
    const error = `its worker died ${stalls} times`;
    const after =
      stalls > MOST_STALLS
        ? this.exhausted({ ...job, stalls, state: 'failed', at: now, error })
        : ({ ...job, stalls, state: 'ready', at: now } as const);
    this.table.replace(job, after);
  }

  /** The telling is added with the failure, in one transaction. */
  private exhausted(job: JobRecord): JobRecord {
    if (!this.options.onExhausted) return job;
    const failed = failedJob(job);
    const telling = { queue: exhaustedQueue(this.queue), id: tellingId(failed), data: tellingOf(failed) };
    const { correlationId } = job;
    this.table.insert({
      ...telling,
      attempts: TELL_ATTEMPTS,
      backoffMs: DEFAULT_BACKOFF_MS,
      dueAt: Date.now(),
      ...(correlationId === undefined ? {} : { correlationId }),
    });
    return { ...job, told: true };
  }

  private ifHeld(held: JobRecord, change: (job: JobRecord) => JobRecord): boolean {
    const job = this.table.get(held.queue, held.id);
    if (job?.state !== 'active' || job.token !== held.token) return false;
    this.table.replace(job, change(job));
    return true;
  }
}
