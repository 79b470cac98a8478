import { gate, recorder, until, type JobsUnderTest } from '../jobs-under-test';

const ONE = { concurrency: 1 };

export const watchingContract = (under: JobsUnderTest): void => {
  describe('watching', () => {
    test('progress is seen from outside while the job runs, and kept', async () => {
      const [worker, outside] = [under.open(), under.open()];
      const told = [gate(), gate()] as const;
      const doors = [gate(), gate()] as const;
      await worker.process(under.queue, ONE, async (job) => {
        await job.progress(25);
        told[0].open();
        await doors[0].opened;
        await job.progress({ lines: 4_000, of: 9_000 });
        told[1].open();
        await doors[1].opened;
      });
      await outside.add(under.queue, 'long', { n: 1 });
      await told[0].opened;
      const running = { id: 'long', state: 'active', data: { n: 1 }, failures: 0 };
      expect(await outside.find(under.queue, 'long')).toEqual({ ...running, progress: 25 });
      doors[0].open();
      await told[1].opened;
      expect(await outside.find(under.queue, 'long')).toMatchObject({ progress: { lines: 4_000, of: 9_000 } });
      doors[1].open();
      await until(() => under.idle(outside));
      expect(await outside.find(under.queue, 'long')).toMatchObject({ state: 'completed', progress: { lines: 4_000 } });
    });

    test.each([-1, 101, NaN])('progress of %p is an error of the handler', async (progress) => {
      const jobs = under.open();
      await jobs.process(under.queue, ONE, (job) => job.progress(progress));
      await jobs.add(under.queue, 'odd', {}, { attempts: 1 });
      await until(async () => (await jobs.counts(under.queue)).failed === 1);
      expect((await jobs.failed(under.queue))[0]?.error).toContain('no progress');
    });

    test('each state is found and counted', async () => {
      const jobs = under.open();
      const ran = recorder();
      const door = gate();
      await jobs.process(under.queue, ONE, async (job) => {
        ran.note(job);
        if (job.id === 'failed') throw new Error('no');
        if (job.id === 'active') await door.opened;
      });
      await jobs.add(under.queue, 'completed', {});
      await jobs.add(under.queue, 'failed', {}, { attempts: 1 });
      await jobs.add(under.queue, 'active', {});
      await ran.seen(3);
      await jobs.add(under.queue, 'delayed', {}, { delayMs: 60_000 });
      await jobs.add(under.queue, 'waiting', {});
      for (const state of ['completed', 'failed', 'active', 'delayed', 'waiting'] as const) {
        expect(await jobs.find(under.queue, state)).toMatchObject({ id: state, state, progress: 0 });
      }
      const counts = { waiting: 1, delayed: 1, active: 1, completed: 1, failed: 1, paused: 0 };
      expect(await jobs.counts(under.queue)).toEqual(counts);
      expect(await jobs.find(under.queue, 'never-was')).toBeUndefined();
      expect(await jobs.find(`${under.queue}-2`, 'active')).toBeUndefined();
      door.open();
    });

    test('failed jobs are listed from the oldest, so many as asked for', async () => {
      const jobs = under.open();
      await jobs.process(under.queue, ONE, ({ id }) => Promise.reject(new Error(`${id} is broken`)));
      for (const id of ['one', 'two', 'three']) {
        await jobs.add(under.queue, id, {}, { attempts: 1 });
        await until(async () => (await jobs.find(under.queue, id))?.state === 'failed');
        const failedAt = Date.now();
        await until(async () => Date.now() > failedAt); // in another millisecond
      }
      const errors = async (limit?: number) => (await jobs.failed(under.queue, limit)).map(({ error }) => error);
      expect(await errors()).toEqual(['one is broken', 'two is broken', 'three is broken']);
      expect(await errors(2)).toEqual(['one is broken', 'two is broken']);
    });

    test('the correlation id comes with the job', async () => {
      const jobs = under.open();
      const ran = recorder();
      await jobs.process(under.queue, ONE, async (job) => ran.note(job));
      await jobs.add(under.queue, 'traced', {}, { correlationId: 'request-1' });
      await jobs.add(under.queue, 'plain', {});
      await ran.seen(2);
      expect(ran.jobs.map(({ correlationId }) => correlationId)).toEqual(['request-1', undefined]);
    });
  });
};
