import type { RootDatabase } from 'lmdb';

import type { ExpectedRevision } from './decide-append.js';
import { DiskFullError } from './disk-full.js';
import { GroupCommit } from './group-commit.js';
import { LogWriter } from './log-writer.js';
import type { ProposedEvent } from './recorded-event.js';
import { lastKey, type LogStores, openLogStores } from './stores.js';
import { deleteStream, tombstoneStream } from './write-deletion.js';
import { appendEvents, type AppendOutcome } from './write-append.js';

/** Rough cost of an event beyond its data: keys, names, index pages. */
const EVENT_OVERHEAD = 256;

/** The log of all streams: one writer, positions that strictly increase, everything readable is on disk. */
export class EventLog {
  readonly stores: LogStores;
  readonly #writer: LogWriter;
  readonly #commits: GroupCommit<AppendOutcome>;
  readonly #waiting = new Set<() => void>();
  #committed: number;

  constructor(
    env: RootDatabase,
    onFailure: (error: unknown) => never,
    private readonly refusal: () => string | undefined = () => undefined,
  ) {
    this.stores = openLogStores(env);
    this.#committed = lastKey(this.stores.events);
    this.#writer = new LogWriter(this.stores, this.#committed);
    this.#commits = new GroupCommit(env, () => this.#publish(), onFailure);
  }

  /** Position of the latest event on disk; 0 for an empty log. */
  get committed(): number {
    return this.#committed;
  }

  /** Bytes that were accepted and wait for the disk. */
  get pendingBytes(): number {
    return this.#commits.pendingBytes;
  }

  /** Appends all events or none. */
  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendOutcome> {
    const bytes = events.reduce((sum, event) => sum + event.data.length + event.metadata.length + EVENT_OVERHEAD, 0);
    return this.#write(bytes, () => appendEvents(this.stores, this.#writer, stream, expected, events));
  }

  /** Hides the stream's events; it can be written to again. */
  delete(stream: string, expected: ExpectedRevision): Promise<AppendOutcome> {
    return this.#write(EVENT_OVERHEAD, () => deleteStream(this.stores, this.#writer, stream, expected));
  }

  /** Closes the stream for ever. */
  tombstone(stream: string, expected: ExpectedRevision): Promise<AppendOutcome> {
    return this.#write(EVENT_OVERHEAD, () => tombstoneStream(this.stores, this.#writer, stream, expected));
  }

  /** Calls back once, as soon as there is an event beyond `position`. Answers how to stop waiting. */
  whenBeyond(position: number, callback: () => void): () => void {
    if (this.#committed > position) {
      queueMicrotask(callback);
      return () => undefined;
    }
    this.#waiting.add(callback);
    return () => this.#waiting.delete(callback);
  }

  /** Resolves when all accepted writes are on disk. */
  idle(): Promise<void> {
    return this.#commits.idle();
  }

  /** Rejects with DiskFullError, before anything is changed, while the disk has no room. */
  #write(bytes: number, work: () => AppendOutcome): Promise<AppendOutcome> {
    const reason = this.refusal();
    return reason === undefined ? this.#commits.run(bytes, work) : Promise.reject(new DiskFullError(reason));
  }

  #publish(): void {
    if (this.#writer.last === this.#committed) return;
    this.#committed = this.#writer.last;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
