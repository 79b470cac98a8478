import type { RootDatabase } from 'lmdb';

interface Job<T> {
  readonly bytes: number;
  readonly work: () => T;
  readonly resolve: (result: T) => void;
}

/** A group ends at this size, so that a commit neither blocks the process long nor fills its memory. */
const GROUP_BYTES = 16 * 1024 * 1024;

/**
 * Runs writes one after the other and commits all that queued up during the last fsync as one transaction: the more
 * writers, the more writes an fsync pays for. A write is answered when its transaction is on disk.
 *
 * A write must decide before it changes anything. If one throws half-way or a commit fails, memory and disk could
 * disagree, so `onFailure` must end the process; the disk keeps the last whole transaction.
 */
export class GroupCommit<T> {
  #queue: Job<T>[] = [];
  #draining: Promise<void> | undefined;
  #pendingBytes = 0;

  constructor(
    private readonly env: RootDatabase,
    private readonly onCommitted: () => void,
    private readonly onFailure: (error: unknown) => never,
  ) {}

  /** Bytes of the writes that wait for the disk. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /** Resolves with what `work` answered, once that is on disk. */
  run(bytes: number, work: () => T): Promise<T> {
    this.#pendingBytes += bytes;
    return new Promise((resolve) => {
      this.#queue.push({ bytes, work, resolve });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#commit();
    this.#draining = undefined;
  }

  async #commit(): Promise<void> {
    let group: readonly Job<T>[] = [];
    const answers: (() => void)[] = [];
    try {
      await this.env.transaction(() => {
        group = this.#takeGroup(); // only now: what came in while the transaction was on its way joins it
        try {
          for (const { work, resolve } of group) {
            const result = work();
            answers.push(() => resolve(result));
          }
        } catch (error) {
          this.onFailure(error); // inside the transaction: it dies uncommitted
        }
      });
    } catch (error) {
      this.onFailure(error);
    }
    this.env.resetReadTxn();
    this.onCommitted();
    for (const { bytes } of group) this.#pendingBytes -= bytes;
    for (const answer of answers) answer();
  }

  #takeGroup(): readonly Job<T>[] {
    let bytes = 0;
    let count = 0;
    for (const job of this.#queue) {
      if (count > 0 && bytes + job.bytes > GROUP_BYTES) break;
      bytes += job.bytes;
      count += 1;
    }
    return this.#queue.splice(0, count);
  }
}
