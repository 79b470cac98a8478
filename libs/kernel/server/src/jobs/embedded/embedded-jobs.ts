import { join } from 'node:path';

import { exhaustedQueue, tell } from '../exhausted';
import type { FailedJob, JobCounts, JobHandler, JobOptions, Jobs, JobStatus, QueueOptions, RepeatRule } from '../jobs';
import { checkRepeat } from '../next-time';
import {
  checkQueue,
  DEFAULT_ATTEMPTS,
  DEFAULT_BACKOFF_MS,
  DEFAULT_GRACE_MS,
  withDefaults,
  type JobsOptions,
} from '../options';

import { Bell } from './bell';
import { Claims } from './claims';
import { EmbeddedWorker } from './embedded-worker';
import { JobStore } from './job-store';
import { JobTable } from './job-table';
import { removeRepeat, setRepeat } from './repeats';

/** Queues in a folder of this machine, for one installation without Redis; several processes may open it. */
export class EmbeddedJobs implements Jobs {
  private readonly options: Required<JobsOptions>;
  private readonly table: JobTable;
  private readonly store: JobStore;
  private readonly bell: Bell;
  private readonly workers = new Map<string, EmbeddedWorker>();

  constructor(folder: string, options: JobsOptions = {}) {
    this.options = withDefaults(options);
    this.table = new JobTable(folder, this.options.keepDoneMs);
    this.store = new JobStore(this.table);
    this.bell = new Bell(join(folder, 'bell'), (error) => this.options.onError(error, { queue: '*' }));
  }

  async add<Data extends object>(queue: string, id: string, data: Data, options: JobOptions = {}): Promise<void> {
    const { delayMs = 0, attempts = DEFAULT_ATTEMPTS, backoffMs = DEFAULT_BACKOFF_MS, correlationId } = options;
    const traced = correlationId === undefined ? {} : { correlationId };
    const dueAt = Date.now() + delayMs;
    await this.table.change(() => this.table.insert({ queue, id, data, attempts, backoffMs, dueAt, ...traced }));
    this.tellWorkers(queue);
  }

  async repeat<Data extends object>(
    queue: string,
    id: string,
    rule: RepeatRule,
    data: Data,
    { attempts = DEFAULT_ATTEMPTS, backoffMs = DEFAULT_BACKOFF_MS }: JobOptions = {},
  ): Promise<void> {
    checkRepeat(id, rule);
    await this.table.change(() => setRepeat(this.table, queue, id, { rule, data, attempts, backoffMs }));
    this.tellWorkers(queue);
  }

  stopRepeat(queue: string, id: string): Promise<boolean> {
    return this.table.change(() => removeRepeat(this.table, queue, id));
  }

  async process<Data extends object>(
    queue: string,
    options: QueueOptions<Data>,
    handler: JobHandler<Data>,
  ): Promise<void> {
    checkQueue(options);
    if (this.workers.has(queue)) throw new Error(`queue ${queue} has a handler in this process already`);
    this.bell.listen((name) => this.workers.get(name)?.wake());
    // a queue's jobs are as its own callers wrote them: `Data` is theirs to know
    const { onExhausted } = options as QueueOptions;
    const claims = this.start(queue, options as QueueOptions, handler as JobHandler);
    if (!onExhausted) return;
    await claims.tellOfFailed();
    this.start(exhaustedQueue(queue), { concurrency: 1 }, tell(onExhausted) as JobHandler);
  }

  async pause(queue: string): Promise<void> {
    await this.store.setPaused(queue, true);
  }

  async resume(queue: string): Promise<void> {
    await this.store.setPaused(queue, false);
    this.tellWorkers(queue);
  }

  drain(queue: string): Promise<number> {
    return this.store.drain(queue);
  }

  async counts(queue: string): Promise<JobCounts> {
    return this.store.counts(queue);
  }

  async find(queue: string, id: string): Promise<JobStatus | undefined> {
    return this.store.find(queue, id);
  }

  async failed(queue: string, limit = 100): Promise<FailedJob[]> {
    return this.store.failed(queue, limit);
  }

  async retry(queue: string, id: string): Promise<boolean> {
    const found = await this.store.retry(queue, id);
    this.tellWorkers(queue);
    return found;
  }

  async close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    await Promise.all([...this.workers.values()].map((worker) => worker.close(graceMs)));
    this.bell.close();
    await this.table.close();
  }

  private start(queue: string, options: QueueOptions, handler: JobHandler): Claims {
    const claims = new Claims(this.table, queue, options, this.options.leaseMs);
    const tellOthers = (): void => {
      this.bell.ring(queue);
      if (options.onExhausted) this.tellWorkers(exhaustedQueue(queue));
    };
    const worker = new EmbeddedWorker(claims, queue, options.concurrency, handler, this.options, tellOthers);
    this.workers.set(queue, worker);
    worker.wake();
    return claims;
  }

  private tellWorkers(queue: string): void {
    this.workers.get(queue)?.wake();
    this.bell.ring(queue);
  }
}
