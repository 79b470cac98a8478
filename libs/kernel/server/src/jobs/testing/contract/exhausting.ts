import type { FailedJob } from '../../jobs';
import { exhaustedQueue } from '../../exhausted';
import { gate, until, type JobsUnderTest } from '../jobs-under-test';

const never = (): Promise<void> => Promise.reject(new Error('the bank is closed'));

export const exhaustingContract = (under: JobsUnderTest): void => {
  describe('exhausted jobs', () => {
    test('are told once, after their last try, with their data and reason; others are not', async () => {
      const jobs = under.open();
      const told: FailedJob[] = [];
      let tries = 0;
      const onExhausted = async (job: FailedJob): Promise<void> => void told.push(job);
      await jobs.process(under.queue, { concurrency: 1, onExhausted }, async ({ id }) => {
        if (id !== 'doomed') return;
        expect(told).toEqual([]);
        tries++;
        throw new Error(`try ${tries}`);
      });
      await jobs.add(under.queue, 'fine', {});
      await jobs.add(under.queue, 'doomed', { statement: 's-1' }, { attempts: 2, backoffMs: 1 });
      await until(async () => told.length > 0);
      expect(told).toMatchObject([{ id: 'doomed', data: { statement: 's-1' }, error: 'try 2' }]);
      expect(told[0]?.failedAt).toEqual((await jobs.failed(under.queue))[0]?.failedAt);
      await until(async () => (await jobs.counts(exhaustedQueue(under.queue))).completed === 1);
      expect(told).toHaveLength(1);
    });

    test('two workers: told by one of them', async () => {
      const told: string[] = [];
      const onExhausted = async ({ id }: FailedJob): Promise<void> => void told.push(id);
      const [one, two] = [under.open(), under.open()];
      for (const jobs of [one, two]) await jobs.process(under.queue, { concurrency: 2, onExhausted }, never);
      const ids = Array.from({ length: 10 }, (_, i) => `job-${i}`);
      for (const id of ids) await one.add(under.queue, id, {}, { attempts: 1 });
      await until(async () => (await one.counts(exhaustedQueue(under.queue))).completed === 10);
      expect([...told].sort()).toEqual([...ids].sort());
    });

    test('a job that failed while nobody wanted to be told is told by the next worker', async () => {
      const before = under.open();
      await before.process(under.queue, { concurrency: 1 }, never);
      await before.add(under.queue, 'orphan', {}, { attempts: 1 });
      await until(async () => (await before.counts(under.queue)).failed === 1);
      await under.close(before);
      const told: string[] = [];
      const onExhausted = async ({ id }: FailedJob): Promise<void> => void told.push(id);
      const options = { concurrency: 1, onExhausted };
      const after = under.open();
      await after.process(under.queue, options, never);
      await until(async () => (await after.counts(exhaustedQueue(under.queue))).completed === 1);
      await under.close(after);
      // and not again by the one after that
      const last = under.open();
      await last.process(under.queue, options, never);
      await last.add(under.queue, 'second', {}, { attempts: 1 });
      await until(async () => told.includes('second'));
      expect(told).toEqual(['orphan', 'second']);
    });

    test('telling that throws is tried again; a retried job that fails again is told again', async () => {
      const jobs = under.open();
      const told: string[] = [];
      const onExhausted = async ({ error }: FailedJob): Promise<void> => {
        told.push(error);
        if (told.length === 1) throw new Error('the log is away');
      };
      await jobs.process(under.queue, { concurrency: 1, onExhausted }, never);
      await jobs.add(under.queue, 'doomed', {}, { attempts: 1 });
      await until(async () => told.length === 2);
      await until(() => jobs.retry(under.queue, 'doomed'));
      await until(async () => told.length === 3);
      expect(under.errors.map(({ message }) => message)).toContain('the log is away');
    });

    test('a worker that ends in the middle of telling leaves it to the next', async () => {
      const told = gate();
      const deaf = under.open({ leaseMs: 500 });
      const onExhausted = async (): Promise<void> => {
        told.open();
        await new Promise(() => {});
      };
      await deaf.process(under.queue, { concurrency: 1, onExhausted }, never);
      await deaf.add(under.queue, 'doomed', {}, { attempts: 1 });
      await told.opened;
      await under.close(deaf, 0);
      const again: string[] = [];
      const next = under.open({ leaseMs: 500 });
      const options = { concurrency: 1, onExhausted: async ({ id }: FailedJob) => void again.push(id) };
      await next.process(under.queue, options, never);
      await until(async () => again.length === 1);
      expect(again).toEqual(['doomed']);
    }, 20_000);
  });
};
