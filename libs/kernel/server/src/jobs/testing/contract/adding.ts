import { gate, recorder, until, type JobsUnderTest } from '../jobs-under-test';

export const addingContract = (under: JobsUnderTest): void => {
  describe('adding', () => {
    test('a job runs with its id and data, as attempt 1', async () => {
      const jobs = under.open();
      const ran = recorder();
      await jobs.process(under.queue, { concurrency: 1 }, async (job) => ran.note(job));
      await jobs.add(under.queue, 'event-1', { payout: 'p-1', cents: '12.30', nested: { list: [1, null, 'ü'] } });
      await ran.seen(1);
      expect(ran.jobs[0]).toMatchObject({
        id: 'event-1',
        data: { payout: 'p-1', cents: '12.30', nested: { list: [1, null, 'ü'] } },
        attempt: 1,
      });
      await until(() => under.idle(jobs));
      expect(await jobs.counts(under.queue)).toEqual({
        waiting: 0,
        delayed: 0,
        active: 0,
        completed: 1,
        failed: 0,
        paused: 0,
      });
    });

    test('jobs run in the order in which they were added', async () => {
      const jobs = under.open();
      const ran = recorder();
      const ids = Array.from({ length: 25 }, (_, i) => `job-${i}`);
      for (const id of ids) await jobs.add(under.queue, id, {});
      await jobs.process(under.queue, { concurrency: 1 }, async (job) => ran.note(job));
      await ran.seen(25);
      expect(ran.ids()).toEqual(ids);
    });

    test('an id that waits, runs or is done is added once', async () => {
      const jobs = under.open();
      const ran = recorder();
      const door = gate();
      await Promise.all([jobs.add(under.queue, 'same', { n: 1 }), jobs.add(under.queue, 'same', { n: 2 })]);
      expect((await jobs.counts(under.queue)).waiting).toBe(1);
      await jobs.process(under.queue, { concurrency: 5 }, async (job) => {
        ran.note(job);
        await door.opened;
      });
      await ran.seen(1);
      await jobs.add(under.queue, 'same', { n: 3 });
      door.open();
      await until(() => under.idle(jobs));
      await jobs.add(under.queue, 'same', { n: 4 });
      await jobs.add(under.queue, 'other', {});
      await ran.seen(2);
      await until(() => under.idle(jobs));
      expect(ran.ids()).toEqual(['same', 'other']);
    });

    test('the id of a done job is free again when its time is over', async () => {
      const jobs = under.open({ keepDoneMs: 50 });
      const ran = recorder();
      await jobs.process(under.queue, { concurrency: 1 }, async (job) => ran.note(job));
      await jobs.add(under.queue, 'same', {});
      await ran.seen(1);
      await until(async () => {
        await jobs.add(under.queue, 'same', {});
        return ran.jobs.length === 2;
      });
    });

    test('a delayed job waits for its time and lets others pass', async () => {
      const jobs = under.open();
      const ran = recorder();
      const addedAt = Date.now();
      await jobs.add(under.queue, 'late', {}, { delayMs: 400 });
      expect(await jobs.counts(under.queue)).toMatchObject({ waiting: 0, delayed: 1 });
      await jobs.process(under.queue, { concurrency: 1 }, async (job) => ran.note(job));
      await jobs.add(under.queue, 'now', {});
      await ran.seen(2);
      expect(ran.ids()).toEqual(['now', 'late']);
      expect((ran.jobs[1]?.at ?? 0) - addedAt).toBeGreaterThanOrEqual(400);
    });

    test('queues know nothing of each other', async () => {
      const jobs = under.open();
      const ran = recorder();
      await jobs.add(under.queue, 'same', {});
      await jobs.add(`${under.queue}-2`, 'same', {});
      await jobs.process(`${under.queue}-2`, { concurrency: 1 }, async (job) => ran.note(job));
      await ran.seen(1);
      expect((await jobs.counts(under.queue)).waiting).toBe(1);
    });
  });
};
