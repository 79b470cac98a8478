import { open, type Database, type RootDatabase } from 'lmdb';

import {
  indexKey,
  type IndexKey,
  type JobRecord,
  type NewJob,
  type QueueRecord,
  type RecordState,
  type RepeatRecord,
} from './record';

const FRESH = { failures: 0, stalls: 0, progress: 0, state: 'ready', token: '', error: '', told: false } as const;

/**
 * The jobs of embedded queues on LMDB, with their index by queue, state and time. Every change is one transaction under
 * LMDB's cross-process write lock, so any number of processes may open the folder; it resolves when it is on disk.
 */
export class JobTable {
  readonly queues: Database<QueueRecord, string>;
  readonly repeats: Database<RepeatRecord, [queue: string, id: string]>;
  private readonly root: RootDatabase;
  private readonly jobs: Database<JobRecord, [queue: string, id: string]>;
  private readonly index: Database<true, IndexKey>;
  private readonly counters: Database<number, string>;

  constructor(
    folder: string,
    readonly keepDoneMs: number,
  ) {
    // without overlappingSync a commit resolves after its flush; not cached: other processes write too
    this.root = open({ path: folder, maxDbs: 6, overlappingSync: false, cache: false });
    this.jobs = this.root.openDB({ name: 'jobs', encoding: 'json' });
    this.index = this.root.openDB({ name: 'index', encoding: 'json' });
    this.counters = this.root.openDB({ name: 'counters', encoding: 'json' });
    this.queues = this.root.openDB({ name: 'queues', encoding: 'json' });
    this.repeats = this.root.openDB({ name: 'repeats', encoding: 'json' });
  }

  /** Writes within `work` happen at once; their own promises need not be waited for. */
  change<Answer>(work: () => Answer): Promise<Answer> {
    return this.root.transaction(work);
  }

  /** A look without the write lock; else it would be at the snapshot of this turn, not at what others have written. */
  look<Answer>(work: () => Answer): Answer {
    this.root.resetReadTxn();
    return work();
  }

  get(queue: string, id: string): JobRecord | undefined {
    return this.jobs.get([queue, id]);
  }

  queue(name: string): QueueRecord {
    return this.queues.get(name) ?? { paused: false, span: { from: 0, begun: 0 } };
  }

  /** Only within `change`. Adds a job unless its id is known. */
  insert({ dueAt, ...job }: NewJob): void {
    const known = this.get(job.queue, job.id);
    if (known && !(known.state === 'done' && known.at < Date.now() - this.keepDoneMs)) return;
    const order = (this.counters.get('order') ?? 0) + 1;
    void this.counters.put('order', order);
    this.replace(known, { ...job, ...FRESH, at: dueAt, order });
  }

  /** Only within `change`. */
  replace<After extends JobRecord | undefined>(before: JobRecord | undefined, after: After): After {
    if (before) void this.index.remove(indexKey(before));
    if (before && !after) void this.jobs.remove([before.queue, before.id]);
    if (after) {
      void this.jobs.put([after.queue, after.id], after);
      void this.index.put(indexKey(after), true);
    }
    return after;
  }

  /** The oldest jobs of a state up to a time. */
  upTo(queue: string, state: RecordState, at: number, limit?: number): JobRecord[] {
    const most = limit === undefined ? {} : { limit };
    const keys = [...this.index.getKeys({ start: [queue, state], end: [queue, state, at + 1], ...most })];
    return keys.flatMap(([, , , , id]) => this.get(queue, id) ?? []);
  }

  /** When the first job of a state is due, or its lease ends. */
  firstAt(queue: string, state: RecordState): number {
    const [first] = this.index.getKeys({ start: [queue, state], end: [queue, state, Infinity], limit: 1 });
    return first?.[2] ?? Infinity;
  }

  count(queue: string, state: RecordState, from = 0, before = Infinity): number {
    return this.index.getKeysCount({ start: [queue, state, from], end: [queue, state, before] });
  }

  close(): Promise<void> {
    return this.root.close();
  }
}
