import { recorder, until, type JobsUnderTest } from '../jobs-under-test';

export const failingContract = (under: JobsUnderTest): void => {
  describe('failing', () => {
    test('a job is tried again after growing pauses until it succeeds', async () => {
      const jobs = under.open();
      const ran = recorder();
      await jobs.process(under.queue, { concurrency: 1 }, async (job) => {
        ran.note(job);
        if (job.attempt < 4) throw new Error(`not yet ${job.attempt}`);
      });
      await jobs.add(under.queue, 'stubborn', {}, { backoffMs: 40 });
      await ran.seen(4);
      await until(() => under.idle(jobs));
      expect(ran.jobs.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
      const pauses = ran.jobs.slice(1).map(({ at }, i) => at - (ran.jobs[i]?.at ?? 0));
      // doubled each time, at most half of it taken off by the jitter
      pauses.forEach((pause, i) => expect(pause).toBeGreaterThanOrEqual((40 * 2 ** i) / 2 - 1));
      expect(under.errors.map(({ message }) => message)).toEqual(['not yet 1', 'not yet 2', 'not yet 3']);
      expect((await jobs.counts(under.queue)).failed).toBe(0);
    });

    test('after its attempts it is kept as failed, unknown to workers, until somebody tries it again', async () => {
      const jobs = under.open();
      const ran = recorder();
      let broken = true;
      await jobs.process(under.queue, { concurrency: 1 }, async (job) => {
        ran.note(job);
        if (broken) throw new Error('the bank is closed');
      });
      await jobs.add(under.queue, 'doomed', { payout: 'p-9' }, { attempts: 2, backoffMs: 1 });
      await until(async () => (await jobs.counts(under.queue)).failed === 1);
      const [failed] = await jobs.failed(under.queue);
      expect(failed).toMatchObject({ id: 'doomed', data: { payout: 'p-9' }, error: 'the bank is closed' });
      expect(Date.now() - (failed?.failedAt.getTime() ?? 0)).toBeLessThan(60_000);

      await jobs.add(under.queue, 'doomed', {});
      await jobs.add(under.queue, 'later', {}, { attempts: 1 });
      await ran.seen(3);
      expect(ran.ids()).toEqual(['doomed', 'doomed', 'later']);

      broken = false;
      expect(await jobs.retry(under.queue, 'doomed')).toBe(true);
      await ran.seen(4);
      await until(async () => (await jobs.counts(under.queue)).failed === 1); // `later` is left
      expect(ran.jobs[3]).toMatchObject({ id: 'doomed', data: { payout: 'p-9' }, attempt: 3 });
      expect(await jobs.retry(under.queue, 'doomed')).toBe(false);
      expect(await jobs.retry(under.queue, 'never-was')).toBe(false);
    });

    test('what is thrown need not be an Error', async () => {
      const jobs = under.open();
      await jobs.process(under.queue, { concurrency: 1 }, () => Promise.reject('plain text'));
      await jobs.add(under.queue, 'odd', {}, { attempts: 1 });
      await until(async () => (await jobs.counts(under.queue)).failed === 1);
      expect((await jobs.failed(under.queue))[0]?.error).toBe('plain text');
    });
  });
};
