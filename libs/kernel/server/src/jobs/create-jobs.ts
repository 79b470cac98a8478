import { BullJobs } from './bull-jobs';
import { EmbeddedJobs } from './embedded-jobs';
import type { Jobs } from './jobs';
import type { QueueOptions } from './options';

/** Queues on Redis when its URL is given (`redis://host:6379`), else in `folder` of this machine. */
export const createJobs = ({ redis, folder, ...options }: QueueOptions & { redis?: string; folder: string }): Jobs =>
  redis ? new BullJobs(redis, options) : new EmbeddedJobs(folder, options);
