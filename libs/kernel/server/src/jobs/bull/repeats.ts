import type { Queue } from 'bull';

import type { JobOptions, RepeatRule } from '../jobs';

import { bullOptions } from './open-queue';

/** bull would run both when a repeat gets another rule: the old one goes first. */
export const setRepeat = async (
  queue: Queue<object>,
  id: string,
  { cron, timeZone }: RepeatRule,
  data: object,
  options: JobOptions,
  keepDoneMs: number,
): Promise<void> => {
  for (const known of await repeatsOf(queue, id)) {
    if (known.cron !== cron || known.tz !== timeZone) await queue.removeRepeatableByKey(known.key);
  }
  await queue.add(data, { ...bullOptions(options, keepDoneMs), jobId: id, repeat: { cron, tz: timeZone } });
};

export const removeRepeat = async (queue: Queue<object>, id: string): Promise<boolean> => {
  const known = await repeatsOf(queue, id);
  for (const { key } of known) await queue.removeRepeatableByKey(key);
  return known.length > 0;
};

const repeatsOf = async (queue: Queue<object>, id: string) =>
  (await queue.getRepeatableJobs()).filter((known) => known.id === id);
