import { BullJobs } from './bull/bull-jobs';
import { EmbeddedJobs } from './embedded/embedded-jobs';
import type { Jobs } from './jobs';
import type { JobsOptions } from './options';

interface Where {
  readonly redis?: string;
  /** What all keys of the queues begin with, so that installations can share a Redis; default `max-booster`. */
  readonly redisPrefix?: string;
  readonly folder: string;
}

/** Queues on Redis when its URL is given (`redis://host:6379`), else in `folder` of this machine. */
export const createJobs = ({ redis, redisPrefix, folder, ...options }: JobsOptions & Where): Jobs =>
  redis ? new BullJobs(redis, options, redisPrefix) : new EmbeddedJobs(folder, options);
