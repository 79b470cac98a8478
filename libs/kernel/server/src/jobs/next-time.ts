import cronParser from 'cron-parser';

import type { RepeatRule } from './jobs';

/**
 * The first time of the rule after `after`, in milliseconds since 1970; `undefined` when there is none. Read by the parser
 * that bull uses, so that both adapters agree about every odd case: a local time that a change to summer time skips is
 * taken an hour later, one that comes twice in autumn is taken once.
 * @throws RangeError for a rule that the parser refuses
 */
export const nextTime = ({ cron, timeZone }: RepeatRule, after: number): number | undefined => {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    const times = cronParser.parseExpression(cron, { currentDate: after, tz: timeZone });
    return times.hasNext() ? times.next().getTime() : undefined;
  } catch (error) {
    throw new RangeError(`no repeat rule: ${cron} in ${timeZone}: ${String(error)}`, { cause: error });
  }
};

/** @throws RangeError when a repeat can't have this id or rule */
export const checkRepeat = (id: string, rule: RepeatRule): void => {
  if (!/^[\w.-]+$/.test(id)) throw new RangeError(`no id of a repeat: ${id}`);
  nextTime(rule, Date.now());
};
