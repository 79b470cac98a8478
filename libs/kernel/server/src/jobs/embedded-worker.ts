import type { JobRecord, JobStore } from './job-store';
import type { JobHandler } from './jobs';
import { ABORT_MS, asError, within, type QueueOptions } from './options';

const LOOK_EVERY_MS = 100;

interface Running {
  readonly job: JobRecord;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Runs the jobs of one queue in this process: claims what is free to run, renews the leases, writes the outcomes. */
export class EmbeddedWorker {
  private readonly running = new Map<string, Running>();
  private readonly timers: NodeJS.Timeout[];
  private taking: Promise<void> | undefined;
  private again = false;
  private closing = false;
  private abandoned = false;

  constructor(
    private readonly store: JobStore,
    private readonly queue: string,
    private readonly concurrency: number,
    private readonly handler: JobHandler,
    private readonly options: Required<QueueOptions>,
  ) {
    this.timers = [
      setInterval(() => this.wake(), LOOK_EVERY_MS), // other processes add, leases run out, delays end
      setInterval(() => void this.renew(), options.leaseMs / 3),
    ];
  }

  /** Looks for jobs now. One look at a time; a call in the middle of one makes it look once more. */
  wake(): void {
    this.again = true;
    this.taking ??= this.take()
      .catch((error: unknown) => this.options.onError(asError(error), { queue: this.queue }))
      .finally(() => (this.taking = undefined));
  }

  async close(graceMs: number): Promise<void> {
    this.closing = true;
    clearInterval(this.timers[0]);
    await this.taking;
    const allEnded = Promise.all([...this.running.values()].map(({ ended }) => ended));
    if (!(await within(graceMs, allEnded))) {
      for (const { abort } of this.running.values()) abort.abort(new Error('the worker is closing'));
      await within(ABORT_MS, allEnded);
    }
    this.abandoned = true; // whoever is left keeps its lease until that runs out, and writes nothing any more
    clearInterval(this.timers[1]);
  }

  private async take(): Promise<void> {
    while (this.again) {
      this.again = false;
      const free = this.concurrency - this.running.size;
      if (this.closing || free <= 0 || !this.store.hasWork(this.queue)) return;
      const claimed = await this.store.claim(this.queue, free, this.options.leaseMs);
      if (this.closing) return this.store.release(claimed);
      for (const job of claimed) this.start(job);
    }
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

  private async run(job: JobRecord, signal: AbortSignal): Promise<void> {
    const attempt = job.failures + 1;
    try {
      await this.handler({ id: job.id, data: job.data, attempt }, signal);
    } catch (thrown) {
      const error = asError(thrown);
      this.options.onError(error, { queue: this.queue, id: job.id, attempt });
      if (!this.abandoned) await this.store.fail(job, error.message);
      return;
    }
    if (!this.abandoned) await this.store.complete(job);
  }

  /** A lost lease means that this process stood still for so long that another has taken the job over. */
  private async renew(): Promise<void> {
    if (this.running.size === 0) return;
    try {
      const held = [...this.running.values()].map(({ job }) => job);
      for (const token of await this.store.renew(held, this.options.leaseMs)) {
        this.running.get(token)?.abort.abort(new Error('the lease of the job was lost'));
      }
    } catch (error) {
      this.options.onError(asError(error), { queue: this.queue });
    }
  }
}
