import { randomUUID } from 'node:crypto';

import { createJobs } from '../create-jobs';
import type { Job, Jobs } from '../jobs';
import type { QueueOptions } from '../options';

import { compileChild, startChild, type Child } from './child-process';

/** Where the queues of one adapter live; `folder` is a fresh one. */
export interface Connection {
  readonly redis?: string;
  readonly folder: string;
}

/** Lines up what a handler was given, and lets a test wait for the nth. */
const recorder = () => {
  const jobs: (Job & { readonly at: number })[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    jobs,
    ids: () => jobs.map(({ id }) => id),
    note: (job: Job): void => {
      jobs.push({ ...job, at: Date.now() });
      for (const { count, resolve } of waiting) if (jobs.length >= count) resolve();
    },
    seen: (count: number): Promise<void> =>
      new Promise((resolve) => (jobs.length >= count ? resolve() : void waiting.push({ count, resolve }))),
  };
};

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

const gate = () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

/** What every adapter of the `Jobs` port must do. `connect` is called once, `disconnect` at the end. */
export const jobsContract = (connect: () => Promise<Connection>, disconnect: () => Promise<void>): void => {
  let connection: Connection;
  let queue: string;
  let errors: Error[];
  const opened: Jobs[] = [];

  const openJobs = (options: QueueOptions = {}): Jobs => {
    const jobs = createJobs({ ...connection, onError: (error) => errors.push(error), ...options });
    opened.push(jobs);
    return jobs;
  };
  const close = async (jobs: Jobs, graceMs?: number): Promise<void> => {
    opened.splice(opened.indexOf(jobs), 1);
    await jobs.close(graceMs);
  };
  const idle = async (jobs: Jobs): Promise<boolean> => {
    const { waiting, active, delayed } = await jobs.counts(queue);
    return waiting + active + delayed === 0;
  };

  beforeAll(async () => void (connection = await connect()));
  afterAll(() => disconnect());
  beforeEach(() => {
    queue = `q-${randomUUID()}`;
    errors = [];
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((jobs) => jobs.close(0)));
  });

  describe('adding', () => {
    test('a job runs with its id and data, as attempt 1', async () => {
      const jobs = openJobs();
      const ran = recorder();
      await jobs.process(queue, 1, async (job) => ran.note(job));
      await jobs.add(queue, 'event-1', { payout: 'p-1', cents: '12.30', nested: { list: [1, null, 'ü'] } });
      await ran.seen(1);
      expect(ran.jobs[0]).toMatchObject({
        id: 'event-1',
        data: { payout: 'p-1', cents: '12.30', nested: { list: [1, null, 'ü'] } },
        attempt: 1,
      });
      await until(() => idle(jobs));
      expect(await jobs.counts(queue)).toEqual({ waiting: 0, delayed: 0, active: 0, failed: 0 });
    });

    test('jobs run in the order in which they were added', async () => {
      const jobs = openJobs();
      const ran = recorder();
      const ids = Array.from({ length: 25 }, (_, i) => `job-${i}`);
      for (const id of ids) await jobs.add(queue, id, {});
      await jobs.process(queue, 1, async (job) => ran.note(job));
      await ran.seen(25);
      expect(ran.ids()).toEqual(ids);
    });

    test('an id that waits, runs or is done is added once', async () => {
      const jobs = openJobs();
      const ran = recorder();
      const door = gate();
      await Promise.all([jobs.add(queue, 'same', { n: 1 }), jobs.add(queue, 'same', { n: 2 })]);
      expect((await jobs.counts(queue)).waiting).toBe(1);
      await jobs.process(queue, 5, async (job) => {
        ran.note(job);
        await door.opened;
      });
      await ran.seen(1);
      await jobs.add(queue, 'same', { n: 3 });
      door.open();
      await until(() => idle(jobs));
      await jobs.add(queue, 'same', { n: 4 });
      await jobs.add(queue, 'other', {});
      await ran.seen(2);
      await until(() => idle(jobs));
      expect(ran.ids()).toEqual(['same', 'other']);
    });

    test('the id of a done job is free again when its time is over', async () => {
      const jobs = openJobs({ keepDoneMs: 50 });
      const ran = recorder();
      await jobs.process(queue, 1, async (job) => ran.note(job));
      await jobs.add(queue, 'same', {});
      await ran.seen(1);
      await until(async () => {
        await jobs.add(queue, 'same', {});
        return ran.jobs.length === 2;
      });
    });

    test('a delayed job waits for its time and lets others pass', async () => {
      const jobs = openJobs();
      const ran = recorder();
      const addedAt = Date.now();
      await jobs.add(queue, 'late', {}, { delayMs: 400 });
      expect(await jobs.counts(queue)).toMatchObject({ waiting: 0, delayed: 1 });
      await jobs.process(queue, 1, async (job) => ran.note(job));
      await jobs.add(queue, 'now', {});
      await ran.seen(2);
      expect(ran.ids()).toEqual(['now', 'late']);
      expect((ran.jobs[1]?.at ?? 0) - addedAt).toBeGreaterThanOrEqual(400);
    });

    test('queues know nothing of each other', async () => {
      const jobs = openJobs();
      const ran = recorder();
      await jobs.add(queue, 'same', {});
      await jobs.add(`${queue}-2`, 'same', {});
      await jobs.process(`${queue}-2`, 1, async (job) => ran.note(job));
      await ran.seen(1);
      expect((await jobs.counts(queue)).waiting).toBe(1);
    });
  });

  describe('failing', () => {
    test('a job is tried again after growing pauses until it succeeds', async () => {
      const jobs = openJobs();
      const ran = recorder();
      await jobs.process(queue, 1, async (job) => {
        ran.note(job);
        if (job.attempt < 4) throw new Error(`not yet ${job.attempt}`);
      });
      await jobs.add(queue, 'stubborn', {}, { backoffMs: 40 });
      await ran.seen(4);
      await until(() => idle(jobs));
      expect(ran.jobs.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
      const pauses = ran.jobs.slice(1).map(({ at }, i) => at - (ran.jobs[i]?.at ?? 0));
      // doubled each time, at most half of it taken off by the jitter
      pauses.forEach((pause, i) => expect(pause).toBeGreaterThanOrEqual((40 * 2 ** i) / 2 - 1));
      expect(errors.map(({ message }) => message)).toEqual(['not yet 1', 'not yet 2', 'not yet 3']);
      expect((await jobs.counts(queue)).failed).toBe(0);
    });

    test('after its attempts it is kept as failed, unknown to workers, until somebody tries it again', async () => {
      const jobs = openJobs();
      const ran = recorder();
      let broken = true;
      await jobs.process(queue, 1, async (job) => {
        ran.note(job);
        if (broken) throw new Error('the bank is closed');
      });
      await jobs.add(queue, 'doomed', { payout: 'p-9' }, { attempts: 2, backoffMs: 1 });
      await until(async () => (await jobs.counts(queue)).failed === 1);
      const [failed] = await jobs.failed(queue);
      expect(failed).toMatchObject({ id: 'doomed', data: { payout: 'p-9' }, error: 'the bank is closed' });
      expect(Date.now() - (failed?.failedAt.getTime() ?? 0)).toBeLessThan(60_000);

      await jobs.add(queue, 'doomed', {});
      await jobs.add(queue, 'later', {}, { attempts: 1 });
      await ran.seen(3);
      expect(ran.ids()).toEqual(['doomed', 'doomed', 'later']);

      broken = false;
      expect(await jobs.retry(queue, 'doomed')).toBe(true);
      await ran.seen(4);
      await until(async () => (await jobs.counts(queue)).failed === 1); // `later` is left
      expect(ran.jobs[3]).toMatchObject({ id: 'doomed', data: { payout: 'p-9' }, attempt: 3 });
      expect(await jobs.retry(queue, 'doomed')).toBe(false);
      expect(await jobs.retry(queue, 'never-was')).toBe(false);
    });

    test('what is thrown need not be an Error', async () => {
      const jobs = openJobs();
      await jobs.process(queue, 1, () => Promise.reject('plain text'));
      await jobs.add(queue, 'odd', {}, { attempts: 1 });
      await until(async () => (await jobs.counts(queue)).failed === 1);
      expect((await jobs.failed(queue))[0]?.error).toBe('plain text');
    });
  });

  describe('sharing', () => {
    test('never more than `concurrency` at a time, and that many when there are enough', async () => {
      const jobs = openJobs();
      let now = 0;
      let most = 0;
      const ran = recorder();
      for (let i = 0; i < 30; i++) await jobs.add(queue, `job-${i}`, {});
      const full = gate();
      await jobs.process(queue, 3, async (job) => {
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

    test('one handler a queue and process', async () => {
      const jobs = openJobs();
      await jobs.process(queue, 1, async () => {});
      await expect(jobs.process(queue, 1, async () => {})).rejects.toThrow();
    });

    test('two workers share the jobs; each job runs once', async () => {
      const [one, two] = [openJobs(), openJobs()];
      const ran = recorder();
      const perWorker = [0, 0];
      const work = (worker: 0 | 1) => async (job: Job) => {
        perWorker[worker] = (perWorker[worker] ?? 0) + 1;
        await new Promise((resolve) => setTimeout(resolve, 2));
        ran.note(job);
      };
      await one.process(queue, 4, work(0));
      await two.process(queue, 4, work(1));
      await Promise.all(Array.from({ length: 200 }, (_, i) => one.add(queue, `job-${i}`, {})));
      await until(() => idle(one));
      expect(ran.jobs).toHaveLength(200);
      expect(new Set(ran.ids()).size).toBe(200);
      expect(Math.min(...perWorker)).toBeGreaterThan(0);
    });

    test('a job that runs longer than its lease stays with its living worker', async () => {
      const [one, two] = [openJobs({ leaseMs: 300 }), openJobs({ leaseMs: 300 })];
      const ran = recorder();
      const slow = async (job: Job, signal: AbortSignal): Promise<void> => {
        ran.note(job);
        await new Promise((resolve) => setTimeout(resolve, 1_200));
        expect(signal.aborted).toBe(false);
      };
      await one.process(queue, 1, slow);
      await two.process(queue, 1, slow);
      await one.add(queue, 'slow', {});
      await ran.seen(1);
      await until(() => idle(one));
      expect(ran.jobs).toHaveLength(1);
      expect(errors).toEqual([]);
    });
  });

  describe('ending', () => {
    test('jobs outlive the process that added them', async () => {
      const before = openJobs();
      await before.add(queue, 'kept', { n: 1 });
      await close(before);
      const after = openJobs();
      const ran = recorder();
      await after.process(queue, 1, async (job) => ran.note(job));
      await ran.seen(1);
      expect(ran.jobs[0]).toMatchObject({ id: 'kept', data: { n: 1 } });
    });

    test('close waits for what runs and takes nothing new', async () => {
      const jobs = openJobs();
      const ran = recorder();
      const ended: string[] = [];
      const door = gate();
      for (const id of ['first', 'second']) await jobs.add(queue, id, {});
      await jobs.process(queue, 1, async (job) => {
        ran.note(job);
        await door.opened;
        ended.push(job.id);
      });
      await ran.seen(1);
      const closing = close(jobs);
      setImmediate(door.open);
      await closing;
      expect(ended).toEqual(['first']);
      expect(await openJobs().counts(queue)).toMatchObject({ waiting: 1, active: 0, failed: 0 });
    });

    test('after the grace the signal is aborted, and the job comes back as its next try', async () => {
      const jobs = openJobs();
      const ran = recorder();
      await jobs.process(queue, 1, (job, signal) => {
        ran.note(job);
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
      });
      await jobs.add(queue, 'cut-off', {}, { backoffMs: 1 });
      await ran.seen(1);
      await close(jobs, 10);
      expect(errors.map(({ message }) => message)).toEqual(['the worker is closing']);
      await openJobs().process(queue, 1, async (job) => ran.note(job));
      await ran.seen(2);
      expect(ran.jobs[1]).toMatchObject({ id: 'cut-off', attempt: 2 });
    });

    test('a handler that ignores its signal does not keep close, and another worker takes the job', async () => {
      const deaf = openJobs({ leaseMs: 500 });
      const ran = recorder();
      await deaf.process(queue, 1, (job) => {
        ran.note(job);
        return new Promise(() => {});
      });
      await deaf.add(queue, 'deaf', {});
      await ran.seen(1);
      await close(deaf, 0);
      await openJobs({ leaseMs: 500 }).process(queue, 1, async (job) => ran.note(job));
      await ran.seen(2);
      expect(ran.ids()).toEqual(['deaf', 'deaf']);
    });
  });

  describe('in another process', () => {
    let compiled: Awaited<ReturnType<typeof compileChild>>;
    const children: Child[] = [];
    const worker = async (leaseMs: number): Promise<Child> => {
      const child = startChild(compiled.path, JSON.stringify({ ...connection, leaseMs }), queue);
      children.push(child);
      await child.said('ready');
      return child;
    };

    beforeAll(async () => void (compiled = await compileChild()));
    afterAll(() => compiled.remove());
    afterEach(async () => void (await Promise.all(children.splice(0).map((child) => child.kill()))));

    test('a worker notices what this process adds', async () => {
      const child = await worker(10_000);
      const jobs = openJobs();
      await jobs.add(queue, 'from-here', {});
      await child.said('done from-here');
      await until(() => idle(jobs));
    });

    test('kill -9 in mid-job: another worker takes the job over, as the same try, and it is done once', async () => {
      const doomed = await worker(500);
      const jobs = openJobs({ leaseMs: 500 });
      await jobs.add(queue, 'orphan', { hang: true });
      await doomed.said('started orphan 1');
      await doomed.kill();
      expect((await jobs.counts(queue)).active).toBe(1);

      const ran = recorder();
      await jobs.process(queue, 1, async (job) => ran.note(job));
      await ran.seen(1);
      await until(() => idle(jobs));
      expect(ran.jobs).toMatchObject([{ id: 'orphan', attempt: 1 }]);
      expect(await jobs.counts(queue)).toEqual({ waiting: 0, delayed: 0, active: 0, failed: 0 });
    });

    test('kill -9 again and again while others add: every acknowledged job is done', async () => {
      const jobs = openJobs({ leaseMs: 300 });
      const added: string[] = [];
      let adding = true;
      const add = (async () => {
        for (let i = 0; adding; i++) {
          await jobs.add(queue, `job-${i}`, {});
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
      await jobs.process(queue, 10, async (job) => ran.note(job));
      await until(() => idle(jobs));
      const done = new Set([...ran.ids(), ...lines.flatMap((line) => /^done (.*)$/.exec(line)?.[1] ?? [])]);
      expect(added.filter((id) => !done.has(id))).toEqual([]);
      expect((await jobs.counts(queue)).failed).toBe(0);
    });
  });
};
