import { DomainError } from '@max/kernel';
import type { Histogram } from 'prom-client';

/** How a piece of work ended: `refused` by a rule, which is no fault, or `failed`. */
export type Result = 'ok' | 'refused' | 'failed';

export const resultOf = (error: unknown): Result => (error instanceof DomainError ? 'refused' : 'failed');

/** Runs the work and notes in a histogram with a `result` how long it took, in seconds, and how it ended. */
export const timed = async <T, Label extends string>(
  histogram: Histogram<Label>,
  labels: Partial<Record<Exclude<Label, 'result'>, string>>,
  work: () => Promise<T>,
  resultFor: (error: unknown) => string = resultOf,
): Promise<T> => {
  const start = performance.now();
  const observe = (result: string) => {
    const all: object = { ...labels, result };
    histogram.observe(all, (performance.now() - start) / 1_000);
  };
  try {
    const done = await work();
    observe('ok');
    return done;
  } catch (error) {
    observe(resultFor(error));
    throw error;
  }
};
