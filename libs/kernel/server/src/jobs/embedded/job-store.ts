import type { FailedJob, JobCounts, JobState, JobStatus } from '../jobs';

import { failedJob } from './failed-job';
import type { JobTable } from './job-table';
import type { JobRecord } from './record';

/** What anybody may see and do who is no worker. */
export class JobStore {
  constructor(private readonly table: JobTable) {}

  async setPaused(queue: string, paused: boolean): Promise<void> {
    await this.table.change(() => void this.table.queues.put(queue, { ...this.table.queue(queue), paused }));
  }

  drain(queue: string): Promise<number> {
    return this.table.change(() => {
      const jobs = this.table.upTo(queue, 'ready', Infinity).filter(({ repeat }) => !repeat);
      for (const job of jobs) this.table.replace(job, undefined);
      return jobs.length;
    });
  }

  retry(queue: string, id: string): Promise<boolean> {
    return this.table.change(() => {
      const job = this.table.get(queue, id);
      if (job?.state !== 'failed') return false;
      this.table.replace(job, { ...job, state: 'ready', at: Date.now(), told: false });
      return true;
    });
  }

  find(queue: string, id: string): JobStatus | undefined {
    return this.table.look(() => {
      const job = this.table.get(queue, id);
      if (!job) return undefined;
      const { data, failures, progress } = job;
      return { id, state: this.stateOf(job), data, failures, progress };
    });
  }

  failed(queue: string, limit: number): FailedJob[] {
    return this.table.look(() => this.table.upTo(queue, 'failed', Infinity, limit).map(failedJob));
  }

  counts(queue: string): JobCounts {
    return this.table.look(() => {
      const now = Date.now();
      const due = this.table.count(queue, 'ready', 0, now + 1);
      const { paused } = this.table.queue(queue);
      return {
        waiting: paused ? 0 : due,
        paused: paused ? due : 0,
        delayed: this.table.count(queue, 'ready', now + 1),
        active: this.table.count(queue, 'active'),
        completed: this.table.count(queue, 'done', now - this.table.keepDoneMs),
        failed: this.table.count(queue, 'failed'),
      };
    });
  }

  private stateOf({ queue, state, at }: JobRecord): JobState {
    if (state === 'done') return 'completed';
    if (state !== 'ready') return state;
    if (at > Date.now()) return 'delayed';
    return this.table.queue(queue).paused ? 'paused' : 'waiting';
  }
}
