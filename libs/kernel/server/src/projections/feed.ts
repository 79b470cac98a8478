import type { EventStore, Position, RecordedEvent } from '../event-store/event-store';
import { isUnreachable, pause } from '../event-store/reachable';

import { LostCheckpoint } from './checkpoints';
import type { Processor } from './processor';
import { Tail } from './tail';

export interface FeedLog {
  warn(message: string): void;
  error(message: string): void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
const never = new AbortController().signal;

/**
 * Gives processors the log, each from a place of its own: one that is behind reads by itself, in large batches, until it
 * has got to the tail, which is read once for all. One that fails is tried again with growing pauses before the same
 * event (nothing is skipped) while the others go on.
 */
export class Feed {
  private readonly tail: Tail;

  constructor(
    private readonly store: EventStore,
    private readonly log: FeedLog,
    private readonly batchSize = 2_000,
  ) {
    this.tail = new Tail(store, batchSize);
  }

  /** Follows the log until the signal is aborted. Processors can be run before and meanwhile. */
  follow(signal: AbortSignal): Promise<void> {
    return this.tail.run(signal);
  }

  /** Runs one until `leaving` (the batch in work is finished first) or `lost` (it writes nothing more) is aborted. */
  async run(processor: Processor, leaving: AbortSignal, lost: AbortSignal = never): Promise<void> {
    const ended = AbortSignal.any([leaving, lost]);
    try {
      for (let wait = FIRST_PAUSE_MS; !ended.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
        try {
          await this.attempt(processor, ended, lost, () => (wait = FIRST_PAUSE_MS));
        } catch (error) {
          if (lost.aborted) return;
          await this.explain(processor, error);
          await pause(wait, ended);
        }
      }
    } finally {
      await processor.left?.().catch((error: unknown) => this.log.warn(`${processor.name}: ${String(error)}`));
    }
  }

  private async attempt(processor: Processor, ended: AbortSignal, lost: AbortSignal, onProgress: () => void) {
    let position = await processor.load();
    const take = async (batch: readonly RecordedEvent[]): Promise<void> => {
      const ahead = batch.filter((event) => event.position > position);
      if (ahead.length === 0 || ended.aborted) return;
      position = await processor.handle(ahead, position, lost);
      onProgress();
    };
    const readOn = async (): Promise<number> => {
      let count = 0;
      for await (const batch of oneAhead(this.batches(position))) {
        await take(batch);
        count += batch.length;
        if (ended.aborted) break;
      }
      return count;
    };
    while ((await readOn()) >= this.batchSize && !ended.aborted);
    if (ended.aborted) return;
    const caughtUp = async () => processor.caughtUp?.(position);
    await this.tail.attend(
      () => readOn().then(caughtUp),
      (batch) => take(batch).then(caughtUp),
      ended,
    );
  }

  private async *batches(after: Position): AsyncGenerator<RecordedEvent[]> {
    let batch: RecordedEvent[] = [];
    for await (const event of this.store.readAll({ after })) {
      if (batch.push(event) < this.batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  /** A store that went away, or another worker that was faster, is no fault of the event. */
  private async explain(processor: Processor, error: unknown): Promise<void> {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (error instanceof LostCheckpoint) return;
    if (isUnreachable(error)) return this.log.warn(`${processor.name} can't go on yet: ${String(error)}`);
    this.log.error(`${processor.name} stands still: ${text}`);
    await processor.failed(error).catch((e: unknown) => this.log.warn(`${processor.name}: ${String(e)}`));
  }
}

/** Reads the next batch while the one before is being worked on. */
async function* oneAhead<T>(batches: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (let next = batches.next(); ;) {
      const { value, done } = await next;
      if (done) return;
      next = batches.next();
      next.catch(() => undefined); // told when its turn comes
      yield value;
    }
  } finally {
    await batches.return(undefined);
  }
}
