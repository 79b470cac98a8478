import Bull, { type Job as BullJob, type Queue } from 'bull';

import { pauseAfter } from './backoff';
import type { FailedJob, JobCounts, JobHandler, JobOptions, Jobs } from './jobs';
import {
  ABORT_MS,
  asError,
  DEFAULT_ATTEMPTS,
  DEFAULT_BACKOFF_MS,
  DEFAULT_GRACE_MS,
  MOST_STALLS,
  withDefaults,
  within,
  type QueueOptions,
} from './options';

interface DoublingOptions {
  readonly backoffMs: number;
}

/** Queues on Redis, for any number of workers on any number of machines. */
export class BullJobs implements Jobs {
  private readonly options: Required<QueueOptions>;
  private readonly queues = new Map<string, Queue<object>>();
  private readonly running = new Set<AbortController>();

  constructor(
    private readonly redis: string,
    options: QueueOptions = {},
  ) {
    this.options = withDefaults(options);
  }

  async add<Data extends object>(queue: string, id: string, data: Data, options: JobOptions = {}): Promise<void> {
    const { delayMs = 0, attempts = DEFAULT_ATTEMPTS, backoffMs = DEFAULT_BACKOFF_MS } = options;
    const { keepDoneMs } = this.options;
    // bull removes what is too old only when the next job ends: an id that must be free again would still be known
    const known = await this.queue(queue).getJob(id);
    if (known?.finishedOn && known.finishedOn < Date.now() - keepDoneMs && (await known.isCompleted()))
      await known.remove();
    await this.queue(queue).add(data, {
      jobId: id,
      delay: delayMs,
      attempts,
      backoff: { type: 'doubling', options: { backoffMs } satisfies DoublingOptions },
      removeOnComplete: { age: Math.ceil(keepDoneMs / 1000) },
    });
  }

  async process<Data extends object>(queue: string, concurrency: number, handler: JobHandler<Data>): Promise<void> {
    const jobs = this.queue(queue);
    const processing: Promise<void> = jobs.process(concurrency, (job) => this.run(queue, job, handler as JobHandler));
    // settles only when the queue closes or can't be started
    processing.catch((error: unknown) => this.options.onError(asError(error), { queue }));
    await hasBegun(jobs);
  }

  async counts(queue: string): Promise<JobCounts> {
    const { waiting, delayed, active, failed } = await this.queue(queue).getJobCounts();
    return { waiting, delayed, active, failed };
  }

  async failed(queue: string, limit = 100): Promise<FailedJob[]> {
    const jobs = await this.queue(queue).getFailed(0, limit - 1);
    return jobs.map(({ id, data, failedReason, finishedOn }) => ({
      id: String(id),
      data,
      error: failedReason ?? '',
      failedAt: new Date(finishedOn ?? 0),
    }));
  }

  async retry(queue: string, id: string): Promise<boolean> {
    const job = await this.queue(queue).getJob(id);
    if (!job || !(await job.isFailed())) return false;
    await job.retry();
    return true;
  }

  async close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    const queues = [...this.queues.values()];
    const ended = Promise.all(queues.map((queue) => queue.pause(true)));
    let allEnded = await within(graceMs, ended);
    if (!allEnded) {
      for (const abort of this.running) abort.abort(new Error('the worker is closing'));
      allEnded = await within(ABORT_MS, ended);
    }
    // a handler that ignores its signal is not waited for: its lock runs out and another worker takes the job
    await Promise.all(queues.map((queue) => queue.close(!allEnded)));
  }

  private async run(queue: string, job: BullJob<object>, handler: JobHandler): Promise<void> {
    const abort = new AbortController();
    const attempt = job.attemptsMade + 1;
    this.running.add(abort);
    try {
      await handler({ id: String(job.id), data: job.data, attempt }, abort.signal);
    } catch (thrown) {
      const error = asError(thrown);
      this.options.onError(error, { queue, id: String(job.id), attempt });
      throw error;
    } finally {
      this.running.delete(abort);
    }
  }

  private queue(name: string): Queue<object> {
    const open = this.queues.get(name);
    if (open) return open;
    const { leaseMs, onError } = this.options;
    const queue = new Bull<object>(name, this.redis, {
      prefix: 'max-booster',
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
    this.queues.set(name, queue);
    return queue;
  }
}

/** bull can't close a queue that is still starting (a connection is left open): all three must stand first. */
const hasBegun = async (queue: Queue<object>): Promise<void> => {
  await queue.isReady();
  while (queue.clients.length < 3 || queue.clients.some(({ status }) => status !== 'ready')) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await new Promise((resolve) => setImmediate(resolve));
};
