import type { FailedJob } from '../../jobs';
import { compileChild, startChild, type Child } from '../child-process';
import { recorder, until, type JobsUnderTest } from '../jobs-under-test';

export const otherProcessContract = (under: JobsUnderTest): void => {
  describe('in another process', () => {
    let compiled: Awaited<ReturnType<typeof compileChild>>;
    const children: Child[] = [];
    const worker = async (leaseMs: number): Promise<Child> => {
      const child = startChild(compiled.path, JSON.stringify({ ...under.connection, leaseMs }), under.queue);
      children.push(child);
      await child.said('ready');
      return child;
    };

    beforeAll(async () => void (compiled = await compileChild()));
    afterAll(() => compiled.remove());
    afterEach(async () => void (await Promise.all(children.splice(0).map((child) => child.kill()))));

    test('a worker notices what this process adds', async () => {
      const child = await worker(10_000);
      const jobs = under.open();
      await jobs.add(under.queue, 'from-here', {});
      await child.said('done from-here');
      await until(() => under.idle(jobs));
    });

    test('kill -9 in mid-job: another worker takes the job over, as the same try, and it is done once', async () => {
      const doomed = await worker(500);
      const jobs = under.open({ leaseMs: 500 });
      await jobs.add(under.queue, 'orphan', { hang: true });
      await doomed.said('started orphan 1');
      await doomed.kill();
      expect((await jobs.counts(under.queue)).active).toBe(1);

      const ran = recorder();
      await jobs.process(under.queue, { concurrency: 1 }, async (job) => ran.note(job));
      await ran.seen(1);
      await until(() => under.idle(jobs));
      expect(ran.jobs).toMatchObject([{ id: 'orphan', attempt: 1 }]);
      expect(await jobs.counts(under.queue)).toEqual({
        waiting: 0,
        delayed: 0,
        active: 0,
        completed: 1,
        failed: 0,
        paused: 0,
      });
    });

    test('kill -9 in the middle of telling of an exhausted job: another worker is told', async () => {
      const doomed = await worker(500);
      const jobs = under.open({ leaseMs: 500 });
      await jobs.add(under.queue, 'lost', { fail: true }, { attempts: 1 });
      await doomed.said('told lost');
      await doomed.kill();
      const told: string[] = [];
      const onExhausted = async ({ id, error }: FailedJob): Promise<void> => void told.push(`${id}: ${error}`);
      await jobs.process(under.queue, { concurrency: 1, onExhausted }, async () => {});
      await until(async () => told.length > 0);
      expect(told).toEqual(['lost: as asked for']);
    });

    test('kill -9 again and again while others add: every acknowledged job is done', async () => {
      const jobs = under.open({ leaseMs: 300 });
      const added: string[] = [];
      let adding = true;
      const add = (async () => {
        for (let i = 0; adding; i++) {
          await jobs.add(under.queue, `job-${i}`, {});
          added.push(`job-${i}`);
        }
      })();
      const lines: string[] = [];
      for (let round = 0; round < 4; round++) {
        const child = await worker(300);
        await until(async () => child.lines().filter((line) => line.startsWith('done')).length > 20);
        await child.kill();
        lines.push(...child.lines());
      }
      adding = false;
      await add;
      const ran = recorder();
      await jobs.process(under.queue, { concurrency: 10 }, async (job) => ran.note(job));
      await until(() => under.idle(jobs));
      const done = new Set([...ran.ids(), ...lines.flatMap((line) => /^done (.*)$/.exec(line)?.[1] ?? [])]);
      expect(added.filter((id) => !done.has(id))).toEqual([]);
      expect((await jobs.counts(under.queue)).failed).toBe(0);
    }, 120_000);
  });
};
