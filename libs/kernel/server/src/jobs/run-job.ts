import { metrics } from '../observability/metrics';
import { inSpan } from '../observability/trace';

import type { Job, JobHandler, JobProgress } from './jobs';
import { asError, type JobErrorPlace } from './options';

/** One try of a job, seen from outside: its span, its seconds, its error. */
export const runJob = async (
  queue: string,
  job: Job,
  handler: JobHandler,
  signal: AbortSignal,
  onError: (error: Error, place: JobErrorPlace) => void,
): Promise<void> => {
  const { id, attempt, correlationId } = job;
  // one that nobody's request led to begins a chain of its own
  const chain = correlationId === undefined ? { correlationId: id } : { correlationId, causeId: id };
  const ended = metrics.job.startTimer({ queue });
  const tried = async (): Promise<void> => {
    try {
      await handler(job, signal);
      ended({ result: 'done' });
    } catch (thrown) {
      ended({ result: 'failed' });
      const error = asError(thrown);
      onError(error, { queue, id, attempt }); // in the job's scope: its line in the log says which chain it belongs to
      throw error;
    }
  };
  const attributes = { 'max.job.id': id, 'max.job.attempt': attempt };
  await inSpan(`job ${queue}`, attributes, tried, { ...chain, origin: `job:${queue}` });
};

/** @throws RangeError for a number that is not between 0 and 100 */
export const checkProgress = (value: JobProgress): JobProgress => {
  if (typeof value === 'number' && !(value >= 0 && value <= 100)) throw new RangeError(`no progress: ${value}`);
  return value;
};
