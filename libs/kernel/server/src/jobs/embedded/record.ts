import type { JobProgress, RepeatRule } from '../jobs';

/** `ready` is waiting, delayed (`at` is to come) or paused (when its queue is). */
export type RecordState = 'ready' | 'active' | 'done' | 'failed';

export interface JobRecord {
  readonly queue: string;
  readonly id: string;
  readonly data: object;
  readonly attempts: number;
  readonly backoffMs: number;
  readonly correlationId?: string;
  /** Of an occurrence: whose it is and for when. */
  readonly repeat?: { readonly id: string; readonly dueAt: number };
  /** Tries that failed. */
  readonly failures: number;
  /** Times that its worker died. */
  readonly stalls: number;
  readonly progress: JobProgress;
  readonly state: RecordState;
  /** Milliseconds since 1970: due (ready), end of the lease (active), or when it ended (done, failed). */
  readonly at: number;
  /** Counts up as jobs are added, so that those due together run in that order. */
  readonly order: number;
  /** Names the lease: a worker that lost it can't write the outcome any more. */
  readonly token: string;
  readonly error: string;
  /** Whether the telling of its exhaustion has been added. */
  readonly told: boolean;
}

export type NewJob = Pick<
  JobRecord,
  'queue' | 'id' | 'data' | 'attempts' | 'backoffMs' | 'correlationId' | 'repeat'
> & { readonly dueAt: number };

export type IndexKey = [queue: string, state: RecordState, at: number, order: number, id: string];

export const indexKey = ({ queue, state, at, order, id }: JobRecord): IndexKey => [queue, state, at, order, id];

/** What a queue has of its own. */
export interface QueueRecord {
  readonly paused: boolean;
  /** The running span of the rate limit: when its first job began, and how many have begun in it. */
  readonly span: { readonly from: number; readonly begun: number };
}

/** A repeat of a queue, with what its occurrences are made of. */
export interface RepeatRecord extends Pick<JobRecord, 'data' | 'attempts' | 'backoffMs'> {
  readonly rule: RepeatRule;
  /** Id of the occurrence that was planned last. */
  readonly planned: string;
}
