import { metrics } from '../observability/metrics';

import { exhaustedQueue } from './exhausted';
import type { Jobs } from './jobs';

/** Notes for each queue, and for the telling of its exhausted jobs, how many jobs are in each state. */
export const measureJobs = async (jobs: Jobs, queues: Iterable<string>): Promise<void> => {
  for (const name of queues) {
    for (const queue of [name, exhaustedQueue(name)]) {
      for (const [state, count] of Object.entries(await jobs.counts(queue))) metrics.jobs.set({ queue, state }, count);
    }
  }
};
