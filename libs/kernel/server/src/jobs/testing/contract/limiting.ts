import { recorder, until, type JobsUnderTest } from '../jobs-under-test';

const PER_MS = 300;
/** Redis and this process read their clocks by themselves. */
const CLOCK_MS = 5;

export const limitingContract = (under: JobsUnderTest): void => {
  describe('limiting the rate', () => {
    test('all workers together begin at most so many jobs in a time; each job runs once', async () => {
      const [one, two] = [under.open(), under.open()];
      const ran = recorder();
      const options = { concurrency: 10, rateLimit: { max: 3, perMs: PER_MS } };
      for (let i = 0; i < 10; i++) await one.add(under.queue, `job-${i}`, {});
      const from = Date.now();
      await one.process(under.queue, options, async (job) => ran.note(job));
      await two.process(under.queue, options, async (job) => ran.note(job));
      await until(async () => (await one.counts(under.queue)).completed === 10);
      expect(new Set(ran.ids()).size).toBe(10);
      expect(ran.jobs).toHaveLength(10);
      // ten jobs need four times, which don't overlap: the nth job can't begin before so many of them are over
      ran.jobs.forEach(({ at }, n) =>
        expect(at - from).toBeGreaterThanOrEqual(Math.floor(n / 3) * (PER_MS - CLOCK_MS)),
      );
    });

    test('what is held back still counts as to be done', async () => {
      const jobs = under.open();
      const ran = recorder();
      const options = { concurrency: 5, rateLimit: { max: 1, perMs: 60_000 } };
      await jobs.process(under.queue, options, async (job) => ran.note(job));
      for (const id of ['first', 'second', 'third']) await jobs.add(under.queue, id, {});
      await ran.seen(1);
      await until(async () => {
        const { waiting, delayed, active, completed } = await jobs.counts(under.queue);
        return completed === 1 && waiting + delayed === 2 && active === 0;
      });
    });

    test('a limit or a concurrency that is none is refused', async () => {
      const jobs = under.open();
      const wrong = [{ concurrency: 0 }, { concurrency: 1.5 }, { concurrency: 1, rateLimit: { max: 0, perMs: 1_000 } }];
      for (const options of wrong) {
        await expect(jobs.process(under.queue, options, async () => {})).rejects.toThrow(RangeError);
      }
    });
  });
};
