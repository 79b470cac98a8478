import { checkProgress, runJob } from '../run-job';
import type { Job, JobHandler } from '../jobs';
import { ABORT_MS, asError, within, type JobsOptions } from '../options';

import type { Claims } from './claims';
import type { JobRecord } from './record';

/** A worker looks at least this often, should a ring of the bell have been lost; half a lease when that is shorter. */
const LONGEST_SLEEP_MS = 5_000;

interface Running {
  readonly job: JobRecord;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Runs the jobs of one queue in this process: claims what is free to run, renews the leases, writes the outcomes. */
export class EmbeddedWorker {
  private readonly running = new Map<string, Running>();
  private readonly renewing: NodeJS.Timeout;
  private sleeping: NodeJS.Timeout | undefined;
  private taking: Promise<void> | undefined;
  private again = false;
  private closing = false;
  private abandoned = false;

  constructor(
    private readonly claims: Claims,
    private readonly queue: string,
    private readonly concurrency: number,
    private readonly handler: JobHandler,
    private readonly options: Required<JobsOptions>,
    /** Told when a job has gone back among the others, which another process may take. */
    private readonly onGivenBack: () => void,
  ) {
    this.renewing = setInterval(() => void this.renew(), options.leaseMs / 3);
  }

  /** Looks for jobs now. One look at a time; a call in the middle of one makes it look once more. */
  wake(): void {
    this.again = true;
    this.taking ??= this.take()
      .catch((error: unknown) => {
        this.options.onError(asError(error), { queue: this.queue });
        this.sleepUntil(Infinity);
      })
      .finally(() => (this.taking = undefined));
  }

  async close(graceMs: number): Promise<void> {
    this.closing = true;
    await this.taking;
    clearTimeout(this.sleeping);
    const allEnded = Promise.all([...this.running.values()].map(({ ended }) => ended));
    if (!(await within(graceMs, allEnded))) {
      for (const { abort } of this.running.values()) abort.abort(new Error('the worker is closing'));
      await within(ABORT_MS, allEnded);
    }
    this.abandoned = true; // whoever is left keeps its lease until that runs out, and writes nothing any more
    clearInterval(this.renewing);
  }

  private async take(): Promise<void> {
    while (this.again) {
      this.again = false;
      const free = this.concurrency - this.running.size;
      if (this.closing || free <= 0) return;
      const at = this.claims.nextAt();
      if (at > Date.now()) {
        this.sleepUntil(at);
        continue;
      }
      const claimed = await this.claims.claim(free);
      if (this.closing) {
        await this.claims.release(claimed);
        return this.onGivenBack();
      }
      for (const job of claimed) this.start(job);
      this.again = true; // until there is nothing due
    }
  }

  private sleepUntil(at: number): void {
    clearTimeout(this.sleeping);
    if (this.closing) return;
    const longest = Math.min(LONGEST_SLEEP_MS, this.options.leaseMs / 2);
    this.sleeping = setTimeout(() => this.wake(), Math.min(at - Date.now(), longest));
  }

  private start(job: JobRecord): void {
    const abort = new AbortController();
    const ended = this.run(job, abort.signal)
      .catch((error: unknown) => this.options.onError(asError(error), { queue: this.queue, id: job.id }))
      .finally(() => {
        this.running.delete(job.token);
        if (!this.closing) this.wake();
      });
    this.running.set(job.token, { job, abort, ended });
  }

  private async run(record: JobRecord, signal: AbortSignal): Promise<void> {
    try {
      await runJob(this.queue, this.jobOf(record), this.handler, signal, this.options.onError);
    } catch (error) {
      if (this.abandoned) return;
      await this.claims.fail(record, asError(error).message);
      return this.onGivenBack();
    }
    if (!this.abandoned) await this.claims.complete(record);
  }

  private jobOf(record: JobRecord): Job {
    const { id, data, failures, correlationId, repeat } = record;
    return {
      id,
      data,
      attempt: failures + 1,
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(repeat ? { dueAt: new Date(repeat.dueAt) } : {}),
      progress: async (value) => {
        const told = checkProgress(value);
        if (!this.abandoned) await this.claims.progress(record, told);
      },
    };
  }

  /** A lost lease means that this process stood still for so long that another has taken the job over. */
  private async renew(): Promise<void> {
    if (this.running.size === 0) return;
    try {
      const held = [...this.running.values()].map(({ job }) => job);
      for (const token of await this.claims.renew(held)) {
        this.running.get(token)?.abort.abort(new Error('the lease of the job was lost'));
      }
    } catch (error) {
      this.options.onError(asError(error), { queue: this.queue });
    }
  }
}
