import type { RepeatRule } from '../jobs';
import { nextTime } from '../next-time';

import type { JobTable } from './job-table';
import type { JobRecord, RepeatRecord } from './record';

const sameRule = (one: RepeatRule | undefined, other: RepeatRule): boolean =>
  one?.cron === other.cron && one.timeZone === other.timeZone;

/** Only within a change of the table. Another rule takes the place of the old one, and of what that had planned. */
export const setRepeat = (table: JobTable, queue: string, id: string, wanted: Omit<RepeatRecord, 'planned'>): void => {
  const known = table.repeats.get([queue, id]);
  if (known && !sameRule(known.rule, wanted.rule)) removeRepeat(table, queue, id);
  const kept = known && sameRule(known.rule, wanted.rule) ? known : { ...wanted, planned: '' };
  plan(table, queue, id, kept, Date.now());
};

/** Only within a change of the table. */
export const removeRepeat = (table: JobTable, queue: string, id: string): boolean => {
  const known = table.repeats.get([queue, id]);
  if (!known) return false;
  const planned = table.get(queue, known.planned);
  if (planned?.state === 'ready' && planned.at > Date.now()) table.replace(planned, undefined);
  void table.repeats.remove([queue, id]);
  return true;
};

/** Only within a change of the table. An occurrence that begins plans the next: never in the past, so missed ones are one. */
export const planNext = (table: JobTable, { queue, repeat }: JobRecord): void => {
  const known = repeat && table.repeats.get([queue, repeat.id]);
  if (known) plan(table, queue, repeat.id, known, Math.max(repeat.dueAt, Date.now()));
};

const plan = (table: JobTable, queue: string, id: string, repeat: RepeatRecord, after: number): void => {
  const { rule, data, attempts, backoffMs } = repeat;
  const dueAt = nextTime(rule, after);
  if (dueAt === undefined) return;
  const planned = `repeat:${id}:${dueAt}`;
  table.insert({ queue, id: planned, data, attempts, backoffMs, repeat: { id, dueAt }, dueAt });
  void table.repeats.put([queue, id], { ...repeat, planned });
};
