import { EmbeddedWorker } from './embedded-worker';
import { JobStore } from './job-store';
import type { FailedJob, JobCounts, JobHandler, JobOptions, Jobs } from './jobs';
import { DEFAULT_ATTEMPTS, DEFAULT_BACKOFF_MS, DEFAULT_GRACE_MS, withDefaults, type QueueOptions } from './options';

/** A queue in a folder of this machine, for one installation without Redis; several processes may open it. */
export class EmbeddedJobs implements Jobs {
  private readonly options: Required<QueueOptions>;
  private readonly store: JobStore;
  private readonly workers = new Map<string, EmbeddedWorker>();

  constructor(folder: string, options: QueueOptions = {}) {
    this.options = withDefaults(options);
    this.store = new JobStore(folder, this.options.keepDoneMs);
  }

  async add<Data extends object>(queue: string, id: string, data: Data, options: JobOptions = {}): Promise<void> {
    const { delayMs = 0, attempts = DEFAULT_ATTEMPTS, backoffMs = DEFAULT_BACKOFF_MS } = options;
    await this.store.add({ queue, id, data, delayMs, attempts, backoffMs });
    this.workers.get(queue)?.wake();
  }

  async process<Data extends object>(queue: string, concurrency: number, handler: JobHandler<Data>): Promise<void> {
    if (this.workers.has(queue)) throw new Error(`queue ${queue} has a handler in this process already`);
    const worker = new EmbeddedWorker(this.store, queue, concurrency, handler as JobHandler, this.options);
    this.workers.set(queue, worker);
    worker.wake();
  }

  async counts(queue: string): Promise<JobCounts> {
    return this.store.counts(queue);
  }

  async failed(queue: string, limit = 100): Promise<FailedJob[]> {
    return this.store.failed(queue, limit);
  }

  async retry(queue: string, id: string): Promise<boolean> {
    const found = await this.store.retry(queue, id);
    this.workers.get(queue)?.wake();
    return found;
  }

  async close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.close(graceMs)));
    await this.store.close();
  }
}
