import type { RepeatRule } from '../../jobs';
import { recorder, until, type JobsUnderTest } from '../jobs-under-test';

const EACH_SECOND: RepeatRule = { cron: '* * * * * *', timeZone: 'Europe/Berlin' };
const NEW_YEAR: RepeatRule = { cron: '0 0 1 1 *', timeZone: 'Pacific/Auckland' };
const ONE = { concurrency: 1 };

export const repeatingContract = (under: JobsUnderTest): void => {
  const dueTimes = (ran: ReturnType<typeof recorder>): number[] => ran.jobs.map(({ dueAt }) => dueAt?.getTime() ?? NaN);

  describe('repeating', () => {
    test('a job at each time of the rule, once for two workers that both ask for it', async () => {
      const [one, two] = [under.open(), under.open()];
      const ran = recorder();
      const from = Date.now();
      for (const jobs of [one, two]) {
        await jobs.repeat(under.queue, 'tick', EACH_SECOND, { made: 'once' });
        await jobs.process(under.queue, { concurrency: 2 }, async (job) => ran.note(job));
      }
      await ran.seen(3);
      await one.stopRepeat(under.queue, 'tick');
      const times = dueTimes(ran);
      expect(new Set(times).size).toBe(times.length);
      for (const [n, time] of times.entries()) {
        expect(time % 1_000).toBe(0);
        expect(time).toBeGreaterThan(from);
        expect(ran.jobs[n]?.at).toBeGreaterThanOrEqual(time);
      }
      expect(new Set(ran.ids()).size).toBe(ran.jobs.length);
      expect(ran.jobs[0]?.data).toEqual({ made: 'once' });
    }, 20_000);

    test('times missed while nobody worked make one job', async () => {
      const before = under.open();
      await before.repeat(under.queue, 'tick', EACH_SECOND, {});
      await under.close(before);
      const closedAt = Date.now();
      await until(async () => Date.now() > closedAt + 2_500); // at least two times go by
      const after = under.open();
      const ran = recorder();
      const startedAt = Date.now();
      await after.repeat(under.queue, 'tick', EACH_SECOND, {});
      await after.process(under.queue, ONE, async (job) => ran.note(job));
      await ran.seen(2);
      await after.stopRepeat(under.queue, 'tick');
      expect(dueTimes(ran).filter((time) => time <= startedAt)).toHaveLength(1);
    }, 20_000);

    test('the same rule again changes nothing; another one takes its place', async () => {
      const jobs = under.open();
      await jobs.repeat(under.queue, 'report', NEW_YEAR, {});
      await jobs.repeat(under.queue, 'report', NEW_YEAR, {});
      expect(await jobs.counts(under.queue)).toMatchObject({ delayed: 1, waiting: 0 });
      await jobs.repeat(under.queue, 'report', { ...NEW_YEAR, timeZone: 'UTC' }, {});
      await jobs.repeat(under.queue, 'other', NEW_YEAR, {});
      expect(await jobs.counts(under.queue)).toMatchObject({ delayed: 2, waiting: 0 });
    });

    test('it ends when told to, and drain does not end it', async () => {
      const jobs = under.open();
      await jobs.repeat(under.queue, 'report', NEW_YEAR, {});
      expect(await jobs.drain(under.queue)).toBe(0);
      expect((await jobs.counts(under.queue)).delayed).toBe(1);
      expect(await jobs.stopRepeat(under.queue, 'report')).toBe(true);
      expect(await jobs.stopRepeat(under.queue, 'report')).toBe(false);
      expect((await jobs.counts(under.queue)).delayed).toBe(0);
    });

    test('an occurrence that fails is tried again and does not hold up the next', async () => {
      const jobs = under.open();
      const ran = recorder();
      await jobs.process(under.queue, { concurrency: 2 }, async (job) => {
        ran.note(job);
        if (job.attempt === 1) throw new Error('not yet');
      });
      await jobs.repeat(under.queue, 'tick', EACH_SECOND, {}, { attempts: 2, backoffMs: 1 });
      await ran.seen(4);
      await jobs.stopRepeat(under.queue, 'tick');
      const tries = new Map<string, number>();
      for (const { id } of ran.jobs) tries.set(id, (tries.get(id) ?? 0) + 1);
      expect(Math.max(...tries.values())).toBe(2);
    }, 20_000);

    test.each([
      ['a rule that is none', 'tick', { cron: 'now and then', timeZone: 'UTC' }],
      ['a zone that is none', 'tick', { cron: '0 3 * * *', timeZone: 'Mars/Olympus' }],
      ['an id that is none', 'a:b', NEW_YEAR],
    ])('%s is refused', async (_, id, rule) => {
      await expect(under.open().repeat(under.queue, id, rule, {})).rejects.toThrow(RangeError);
    });
  });
};
