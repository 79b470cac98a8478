import type { Job } from '../../jobs';
import { gate, recorder, until, type JobsUnderTest } from '../jobs-under-test';

export const sharingContract = (under: JobsUnderTest): void => {
  describe('sharing', () => {
    test('never more than `concurrency` at a time, and that many when there are enough', async () => {
      const jobs = under.open();
      let now = 0;
      let most = 0;
      const ran = recorder();
      for (let i = 0; i < 30; i++) await jobs.add(under.queue, `job-${i}`, {});
      const full = gate();
      await jobs.process(under.queue, { concurrency: 3 }, async (job) => {
        most = Math.max(most, ++now);
        if (now === 3) full.open();
        await full.opened;
        await new Promise((resolve) => setImmediate(resolve));
        now--;
        ran.note(job);
      });
      await ran.seen(30);
      expect(most).toBe(3);
    });

    test('one handler a under.queue and process', async () => {
      const jobs = under.open();
      await jobs.process(under.queue, { concurrency: 1 }, async () => {});
      await expect(jobs.process(under.queue, { concurrency: 1 }, async () => {})).rejects.toThrow();
    });

    test('two workers share the jobs; each job runs once', async () => {
      const [one, two] = [under.open(), under.open()];
      const ran = recorder();
      const perWorker = [0, 0];
      const work = (worker: 0 | 1) => async (job: Job) => {
        perWorker[worker] = (perWorker[worker] ?? 0) + 1;
        await new Promise((resolve) => setTimeout(resolve, 2));
        ran.note(job);
      };
      await one.process(under.queue, { concurrency: 4 }, work(0));
      await two.process(under.queue, { concurrency: 4 }, work(1));
      await Promise.all(Array.from({ length: 200 }, (_, i) => one.add(under.queue, `job-${i}`, {})));
      await until(() => under.idle(one));
      expect(ran.jobs).toHaveLength(200);
      expect(new Set(ran.ids()).size).toBe(200);
      expect(Math.min(...perWorker)).toBeGreaterThan(0);
    });

    test('a job that runs longer than its lease stays with its living worker', async () => {
      const [one, two] = [under.open({ leaseMs: 300 }), under.open({ leaseMs: 300 })];
      const ran = recorder();
      const slow = async (job: Job, signal: AbortSignal): Promise<void> => {
        ran.note(job);
        await new Promise((resolve) => setTimeout(resolve, 1_200));
        expect(signal.aborted).toBe(false);
      };
      await one.process(under.queue, { concurrency: 1 }, slow);
      await two.process(under.queue, { concurrency: 1 }, slow);
      await one.add(under.queue, 'slow', {});
      await ran.seen(1);
      await until(() => under.idle(one));
      expect(ran.jobs).toHaveLength(1);
      expect(under.errors).toEqual([]);
    });
  });
};
