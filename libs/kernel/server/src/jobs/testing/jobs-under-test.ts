import { randomUUID } from 'node:crypto';

import { createJobs } from '../create-jobs';
import type { Job, Jobs } from '../jobs';
import type { JobsOptions } from '../options';

/** Where the queues of one adapter live; `folder` is a fresh one. */
export interface Connection {
  readonly redis?: string;
  readonly folder: string;
}

/** One adapter in a test: a fresh queue each test, and everything that was opened is closed after it. */
export class JobsUnderTest {
  connection: Connection = { folder: '' };
  queue = '';
  errors: Error[] = [];
  private readonly opened: Jobs[] = [];

  readonly open = (options: JobsOptions = {}): Jobs => {
    const jobs = createJobs({ ...this.connection, onError: (error) => this.errors.push(error), ...options });
    this.opened.push(jobs);
    return jobs;
  };

  readonly close = async (jobs: Jobs, graceMs?: number): Promise<void> => {
    this.opened.splice(this.opened.indexOf(jobs), 1);
    await jobs.close(graceMs);
  };

  /** Nothing waits, runs or is to come. */
  readonly idle = async (jobs: Jobs): Promise<boolean> => {
    const { waiting, active, delayed } = await jobs.counts(this.queue);
    return waiting + active + delayed === 0;
  };

  begin(): void {
    this.queue = `q-${randomUUID()}`;
    this.errors = [];
  }

  async end(): Promise<void> {
    await Promise.all(this.opened.splice(0).map((jobs) => jobs.close(0)));
  }
}

/** Lines up what a handler was given, and lets a test wait for the nth. */
export const recorder = () => {
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

/** Looks again until it holds; the test's time-out is the bound. */
export const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** A door that a test opens when it wants a handler to go on. */
export const gate = () => {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};
