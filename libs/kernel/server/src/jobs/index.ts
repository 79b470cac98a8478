export * from './jobs';
export * from './create-jobs';
export type { JobErrorPlace, QueueOptions } from './options';
