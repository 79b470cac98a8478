import type { FailedJob, Job, JobHandler, QueueOptions } from './jobs';

/**
 * Telling of an exhausted job is a job itself, in a queue beside the other's: so it is tried again when it throws, taken
 * over when its worker dies, and found among the failed when nothing helps.
 */
export const exhaustedQueue = (queue: string): string => `${queue}.exhausted`;

/** With pauses of at most an hour: for half a day. */
export const TELL_ATTEMPTS = 20;

/** What the telling job carries. */
export interface Telling {
  readonly id: string;
  readonly data: object;
  readonly error: string;
  readonly failedAt: string;
}

/** A job may fail again after a retry: the moment makes it a telling of its own. */
export const tellingId = ({ id, failedAt }: FailedJob): string => `${id}@${failedAt.getTime()}`;

export const tellingOf = ({ id, data, error, failedAt }: FailedJob): Telling => ({
  id,
  data,
  error,
  failedAt: failedAt.toISOString(),
});

/** Handles the telling jobs of a queue. */
export const tell =
  (onExhausted: NonNullable<QueueOptions['onExhausted']>): JobHandler<Telling> =>
  ({ data: { failedAt, ...failed } }: Job<Telling>, signal) =>
    onExhausted({ ...failed, failedAt: new Date(failedAt) }, signal);
