import { gate, recorder, type JobsUnderTest } from '../jobs-under-test';

export const endingContract = (under: JobsUnderTest): void => {
  describe('ending', () => {
    test('jobs outlive the process that added them', async () => {
      const before = under.open();
      await before.add(under.queue, 'kept', { n: 1 });
      await under.close(before);
      const after = under.open();
      const ran = recorder();
      await after.process(under.queue, { concurrency: 1 }, async (job) => ran.note(job));
      await ran.seen(1);
      expect(ran.jobs[0]).toMatchObject({ id: 'kept', data: { n: 1 } });
    });

    test('close waits for what runs and takes nothing new', async () => {
      const jobs = under.open();
      const ran = recorder();
      const ended: string[] = [];
      const door = gate();
      for (const id of ['first', 'second']) await jobs.add(under.queue, id, {});
      await jobs.process(under.queue, { concurrency: 1 }, async (job) => {
        ran.note(job);
        await door.opened;
        ended.push(job.id);
      });
      await ran.seen(1);
      const closing = under.close(jobs);
      setImmediate(door.open);
      await closing;
      expect(ended).toEqual(['first']);
      expect(await under.open().counts(under.queue)).toMatchObject({ waiting: 1, active: 0, failed: 0 });
    });

    test('after the grace the signal is aborted, and the job comes back as its next try', async () => {
      const jobs = under.open();
      const ran = recorder();
      await jobs.process(under.queue, { concurrency: 1 }, (job, signal) => {
        ran.note(job);
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      });
      await jobs.add(under.queue, 'cut-off', {}, { backoffMs: 1 });
      await ran.seen(1);
      await under.close(jobs, 10);
      expect(under.errors.map(({ message }) => message)).toEqual(['the worker is closing']);
      await under.open().process(under.queue, { concurrency: 1 }, async (job) => ran.note(job));
      await ran.seen(2);
      expect(ran.jobs[1]).toMatchObject({ id: 'cut-off', attempt: 2 });
    });

    test('a handler that ignores its signal does not keep close, and another worker takes the job', async () => {
      const deaf = under.open({ leaseMs: 500 });
      const ran = recorder();
      await deaf.process(under.queue, { concurrency: 1 }, (job) => {
        ran.note(job);
        return new Promise(() => {});
      });
      await deaf.add(under.queue, 'deaf', {});
      await ran.seen(1);
      await under.close(deaf, 0);
      await under.open({ leaseMs: 500 }).process(under.queue, { concurrency: 1 }, async (job) => ran.note(job));
      await ran.seen(2);
      expect(ran.ids()).toEqual(['deaf', 'deaf']);
    });
  });
};
