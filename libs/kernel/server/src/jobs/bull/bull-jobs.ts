import type { Job as BullJob, Queue } from 'bull';

import { exhaustedQueue, tell, TELL_ATTEMPTS, tellingId, tellingOf } from '../exhausted';
import type { FailedJob, JobCounts, JobHandler, JobOptions, Jobs, JobStatus, QueueOptions, RepeatRule } from '../jobs';
import { checkRepeat } from '../next-time';
import { checkQueue, DEFAULT_GRACE_MS, withDefaults, type JobsOptions } from '../options';

import { BullWorker } from './bull-worker';
import { ExhaustedJobs, failedJob } from './exhausted-jobs';
import { bullId, bullOptions, openQueue, type RedisPlace } from './open-queue';
import { removeRepeat, setRepeat } from './repeats';

/** Queues on Redis, for any number of workers on any number of machines. */
export class BullJobs implements Jobs {
  private readonly options: Required<JobsOptions>;
  private readonly queues = new Map<string, Queue<object>>();
  private readonly workers = new Map<string, BullWorker>();
  private readonly exhausted: ExhaustedJobs[] = [];
  private readonly place: RedisPlace;

  constructor(redis: string, options: JobsOptions = {}, prefix = 'max-booster') {
    this.options = withDefaults(options);
    this.place = { redis, prefix };
  }

  async add<Data extends object>(queue: string, id: string, data: Data, options: JobOptions = {}): Promise<void> {
    const { keepDoneMs } = this.options;
    // bull removes what is too old only when the next job ends: an id that must be free again would still be known
    const known = await this.job(queue, id);
    if (known?.finishedOn && known.finishedOn < Date.now() - keepDoneMs && (await known.isCompleted()))
      await known.remove();
    await this.queue(queue).add(data, { ...bullOptions(options, keepDoneMs), jobId: bullId(id) });
  }

  async repeat<Data extends object>(
    queue: string,
    id: string,
    rule: RepeatRule,
    data: Data,
    options: JobOptions = {},
  ): Promise<void> {
    checkRepeat(id, rule);
    await setRepeat(this.queue(queue), id, rule, data, options, this.options.keepDoneMs);
  }

  stopRepeat(queue: string, id: string): Promise<boolean> {
    return removeRepeat(this.queue(queue), id);
  }

  async process<Data extends object>(
    queue: string,
    options: QueueOptions<Data>,
    handler: JobHandler<Data>,
  ): Promise<void> {
    checkQueue(options);
    if (this.workers.has(queue)) throw new Error(`queue ${queue} has a handler in this process already`);
    // a queue's jobs are as its own callers wrote them: `Data` is theirs to know
    const { concurrency, rateLimit, onExhausted } = options as QueueOptions;
    const worker = await this.start(queue, concurrency, handler as JobHandler, rateLimit);
    if (!onExhausted) return;
    const telling = exhaustedQueue(queue);
    await this.start(telling, 1, tell(onExhausted) as JobHandler);
    const add = (failed: FailedJob): Promise<void> =>
      this.add(telling, tellingId(failed), tellingOf(failed), { attempts: TELL_ATTEMPTS });
    this.exhausted.push(new ExhaustedJobs(worker.queue, this.place.prefix, add, this.options));
  }

  async pause(queue: string): Promise<void> {
    await this.queue(queue).pause();
  }

  async resume(queue: string): Promise<void> {
    await this.queue(queue).resume();
  }

  /** One by one: bull's own `empty` leaves the ids of delayed jobs behind, unusable, and ends the pause. */
  async drain(queue: string): Promise<number> {
    const jobs = await this.queue(queue).getJobs(['waiting', 'paused', 'delayed']);
    let removed = 0;
    for (const job of jobs) {
      if (job && !job.opts.repeat && (await couldRemove(job))) removed++;
    }
    return removed;
  }

  async counts(queue: string): Promise<JobCounts> {
    const counts = await this.queue(queue).getJobCounts();
    const { waiting, delayed, active, completed, failed } = counts;
    return { waiting, delayed, active, completed, failed, paused: await this.queue(queue).getPausedCount() };
  }

  async find(queue: string, id: string): Promise<JobStatus | undefined> {
    for (;;) {
      const job = await this.job(queue, id);
      if (!job) return undefined;
      const state = await job.getState();
      if (state === 'stuck') continue; // it moved on while bull asked for one state after the other
      return { id, state, data: job.data, failures: job.attemptsMade, progress: job.progress() };
    }
  }

  async failed(queue: string, limit = 100): Promise<FailedJob[]> {
    const jobs = await this.queue(queue).getJobs(['failed'], 0, limit - 1, true);
    return jobs.flatMap((job) => (job ? [failedJob(job)] : []));
  }

  async retry(queue: string, id: string): Promise<boolean> {
    const job = await this.job(queue, id);
    if (!job || !(await job.isFailed())) return false;
    await job.retry();
    return true;
  }

  async close(graceMs = DEFAULT_GRACE_MS): Promise<void> {
    await Promise.all(this.exhausted.map((exhausted) => exhausted.close()));
    await Promise.all([...this.workers.values()].map((worker) => worker.close(graceMs)));
    await Promise.all([...this.queues.values()].map((queue) => queue.close(true)));
  }

  private async start(
    queue: string,
    concurrency: number,
    handler: JobHandler,
    rateLimit?: QueueOptions['rateLimit'],
  ): Promise<BullWorker> {
    const worker = new BullWorker(this.place, queue, concurrency, handler, this.options, rateLimit);
    this.workers.set(queue, worker);
    await worker.start();
    return worker;
  }

  private job(queue: string, id: string): Promise<BullJob<object> | null> {
    return this.queue(queue).getJob(bullId(id));
  }

  private queue(name: string): Queue<object> {
    const queue = this.queues.get(name) ?? openQueue(this.place, name, this.options);
    this.queues.set(name, queue);
    return queue;
  }
}

/** A job that a worker has just begun can't be removed. */
const couldRemove = async (job: BullJob<object>): Promise<boolean> => {
  try {
    await job.remove();
    return true;
  } catch {
    return false;
  }
};
