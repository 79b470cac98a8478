import type { Job as BullJob, Queue } from 'bull';

import type { FailedJob } from '../jobs';
import { asError, type JobsOptions } from '../options';

import { ownId } from './open-queue';

/** Clocks of other workers may differ this much. */
const TOLERANCE_MS = 60_000;

/**
 * Adds the telling of each failed job, which bull can't do in one step with the failure: at once when a job failed here,
 * and from time to time for those whose worker died in between. The telling's id makes it one; a field of the job's own
 * hash remembers which failure was told, as long as the job is kept.
 */
export class ExhaustedJobs {
  private readonly looking: NodeJS.Timeout;
  private seenUpTo = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly queue: Queue<object>,
    private readonly prefix: string,
    private readonly add: (failed: FailedJob) => Promise<void>,
    { leaseMs, onError }: Required<JobsOptions>,
  ) {
    const look = (): void => {
      this.last = this.last
        .then(() => this.addMissing())
        .catch((error: unknown) => onError(asError(error), { queue: queue.name }));
    };
    queue.on('failed', (job: BullJob<object>) => {
      if (job.finishedOn) look();
    });
    this.looking = setInterval(look, leaseMs / 2);
    look();
  }

  async close(): Promise<void> {
    clearInterval(this.looking);
    await this.last;
  }

  private async addMissing(): Promise<void> {
    const begun = Date.now();
    const ids = await this.queue.client.zrangebyscore(this.key('failed'), this.seenUpTo, '+inf');
    for (const id of ids) {
      const [told, finishedOn] = await this.queue.client.hmget(this.key(id), 'told', 'finishedOn');
      if (told === finishedOn) continue;
      const job = await this.queue.getJob(id);
      if (!job?.finishedOn) continue; // somebody has tried it again
      await this.add(failedJob(job));
      await this.queue.client.hset(this.key(id), 'told', String(job.finishedOn));
    }
    this.seenUpTo = begun - TOLERANCE_MS;
  }

  private key(name: string): string {
    return `${this.prefix}:${this.queue.name}:${name}`;
  }
}

export const failedJob = ({ id, data, failedReason, finishedOn }: BullJob<object>): FailedJob => ({
  id: ownId(id),
  data,
  error: failedReason ?? '',
  failedAt: new Date(finishedOn ?? 0),
});
