export * from './jobs';
export * from './create-jobs';
export type { JobErrorPlace, JobsOptions } from './options';
