import type { Job as BullJob, Queue } from 'bull';

import type { Job, JobHandler, QueueOptions } from '../jobs';
import { ABORT_MS, asError, within, type JobsOptions } from '../options';
import { checkProgress, runJob } from '../run-job';

import { hasBegun, openQueue, ownId, type RedisPlace } from './open-queue';

/** Runs the jobs of one queue in this process, on connections of its own. */
export class BullWorker {
  readonly queue: Queue<object>;
  private readonly running = new Set<AbortController>();

  constructor(
    place: RedisPlace,
    private readonly name: string,
    private readonly concurrency: number,
    private readonly handler: JobHandler,
    private readonly options: Required<JobsOptions>,
    rateLimit?: QueueOptions['rateLimit'],
  ) {
    this.queue = openQueue(place, name, options, rateLimit);
  }

  async start(): Promise<void> {
    const processing: Promise<void> = this.queue.process(this.concurrency, (job) => this.run(job));
    // settles only when the queue closes or can't be started
    processing.catch((error: unknown) => this.options.onError(asError(error), { queue: this.name }));
    await hasBegun(this.queue);
  }

  async close(graceMs: number): Promise<void> {
    const ended = this.queue.pause(true);
    let allEnded = await within(graceMs, ended);
    if (!allEnded) {
      for (const abort of this.running) abort.abort(new Error('the worker is closing'));
      allEnded = await within(ABORT_MS, ended);
    }
    // a handler that ignores its signal is not waited for: its lock runs out and another worker takes the job
    await this.queue.close(!allEnded);
  }

  private async run(job: BullJob<object>): Promise<void> {
    const abort = new AbortController();
    this.running.add(abort);
    try {
      await runJob(this.name, jobOf(job), this.handler, abort.signal, this.options.onError);
    } finally {
      this.running.delete(abort);
    }
  }
}

const jobOf = (job: BullJob<object>): Job => {
  // bull copies options that it does not know; an occurrence of a repeat has its time among them
  const { correlationId, prevMillis } = job.opts as { correlationId?: unknown; prevMillis?: unknown };
  return {
    id: ownId(job.id),
    data: job.data,
    attempt: job.attemptsMade + 1,
    ...(typeof correlationId === 'string' ? { correlationId } : {}),
    ...(typeof prevMillis === 'number' ? { dueAt: new Date(prevMillis) } : {}),
    progress: async (value) => job.progress(checkProgress(value)),
  };
};
