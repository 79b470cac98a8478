import { gate, recorder, until, type JobsUnderTest } from '../jobs-under-test';

const ONE = { concurrency: 1 };

export const pausingContract = (under: JobsUnderTest): void => {
  describe('pausing and draining', () => {
    test('a paused queue begins nothing, in any worker, finishes what runs, and goes on where it stood', async () => {
      const [one, two] = [under.open(), under.open()];
      const ran = recorder();
      const door = gate();
      const work = async (job: Parameters<typeof ran.note>[0]): Promise<void> => {
        ran.note(job);
        await door.opened;
      };
      await one.process(under.queue, ONE, work);
      await one.add(under.queue, 'running', {});
      await ran.seen(1);
      await two.pause(under.queue);
      await two.process(under.queue, ONE, work);
      await one.add(under.queue, 'first', {});
      await one.add(under.queue, 'second', {});
      await one.add(under.queue, 'soon', {}, { delayMs: 50 });
      door.open();
      // what was delayed is due, and still nothing has begun
      await until(async () => {
        const { active, paused } = await one.counts(under.queue);
        return active === 0 && paused === 3;
      });
      expect(await two.find(under.queue, 'first')).toMatchObject({ state: 'paused' });
      expect(ran.ids()).toEqual(['running']);
      await one.resume(under.queue);
      await ran.seen(4);
      expect(ran.ids().sort()).toEqual(['first', 'running', 'second', 'soon']);
    });

    test('a pause outlives restarts, and pausing twice is pausing once', async () => {
      const before = under.open();
      await before.add(under.queue, 'kept', {});
      await before.pause(under.queue);
      await before.pause(under.queue);
      await under.close(before);
      const after = under.open();
      const ran = recorder();
      await after.process(under.queue, ONE, async (job) => ran.note(job));
      await after.process(`${under.queue}-open`, ONE, async (job) => ran.note(job));
      await after.add(`${under.queue}-open`, 'other', {});
      await ran.seen(1); // the other queue is not paused
      expect(await after.counts(under.queue)).toMatchObject({ paused: 1, waiting: 0 });
      await after.resume(under.queue);
      await after.resume(under.queue);
      await ran.seen(2);
      expect(ran.ids()).toEqual(['other', 'kept']);
    });

    test('drain removes what waits and what is delayed, frees its ids, and leaves the rest', async () => {
      const jobs = under.open();
      const ran = recorder();
      const door = gate();
      await jobs.process(under.queue, ONE, async (job) => {
        ran.note(job);
        if (job.id === 'doomed') throw new Error('no');
        await door.opened;
      });
      await jobs.add(under.queue, 'doomed', {}, { attempts: 1 });
      await until(async () => (await jobs.counts(under.queue)).failed === 1);
      await jobs.add(under.queue, 'running', {});
      await ran.seen(2);
      for (let i = 0; i < 20; i++) await jobs.add(under.queue, `waiting-${i}`, {});
      await jobs.add(under.queue, 'delayed', {}, { delayMs: 60_000 });
      expect(await jobs.drain(under.queue)).toBe(21);
      const left = { waiting: 0, delayed: 0, active: 1, completed: 0, failed: 1, paused: 0 };
      expect(await jobs.counts(under.queue)).toEqual(left);
      await jobs.add(under.queue, 'delayed', {});
      door.open();
      await ran.seen(3);
      expect(ran.ids()).toEqual(['doomed', 'running', 'delayed']);
    });

    test('drain leaves a pause as it is', async () => {
      const jobs = under.open();
      await jobs.pause(under.queue);
      await jobs.add(under.queue, 'one', {});
      expect(await jobs.drain(under.queue)).toBe(1);
      await jobs.add(under.queue, 'two', {});
      expect(await jobs.counts(under.queue)).toMatchObject({ paused: 1, waiting: 0 });
    });
  });
};
