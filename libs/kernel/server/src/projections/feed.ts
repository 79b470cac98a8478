import type { EventStore, Position, RecordedEvent } from '../event-store/event-store';
import { isUnreachable, pause } from '../event-store/reachable';

import { LostCheckpoint } from './checkpoints';
import type { Processor } from './processor';

export interface FeedLog {
  warn(message: string): void;
  error(message: string): void;
}

/**
 * Reads the log once for many processors, each with a place of its own. One that fails is put on a feed of its own,
 * where it is tried again with growing pauses before the same event (nothing is skipped) while the others go on.
 */
export class Feed {
  private readonly standing = new Map<Processor, Position>();

  constructor(
    private readonly store: EventStore,
    private readonly processors: readonly Processor[],
    private readonly log: FeedLog,
    private readonly batchSize = 500,
  ) {}

  /** Runs until the signal is aborted; a batch in work is finished first. */
  async run(signal: AbortSignal): Promise<void> {
    const apart: Promise<void>[] = [];
    await Promise.all(this.processors.map((processor) => this.join(processor, signal, apart)));
    while (!signal.aborted && this.standing.size > 0) await this.readOn(signal, apart);
    await Promise.all(apart);
  }

  /** Follows the log from the least advanced processor, until all have left or one has to begin from its stored place. */
  private async readOn(signal: AbortSignal, apart: Promise<void>[]): Promise<void> {
    const after = [...this.standing.values()].reduce((a, b) => (a < b ? a : b));
    for await (const batch of this.store.follow({ after, batchSize: this.batchSize, signal })) {
      const outcomes = await Promise.all([...this.standing].map((standing) => this.give(batch, ...standing)));
      for (const { processor, error } of outcomes.filter(isFailure)) {
        this.standing.delete(processor);
        // a store that went away, or another worker that was faster, is no fault of the event: begin again from the
        // stored place, which may lie before the end of this batch
        if (isUnreachable(error) || error instanceof LostCheckpoint) await this.join(processor, signal, apart);
        else apart.push(this.retryApart(processor, error, signal));
      }
      if (signal.aborted || this.standing.size === 0 || outcomes.some(isFailure)) return;
    }
  }

  private async give(batch: RecordedEvent[], processor: Processor, position: Position): Promise<Outcome> {
    const ahead = batch.filter((event) => event.position > position);
    try {
      if (ahead.length > 0) this.standing.set(processor, await processor.handle(ahead, position));
      return { processor };
    } catch (error) {
      return { processor, error: error ?? new Error('unknown') };
    }
  }

  /** Waits for a store that can't be reached; a processor that refuses to begin does not keep the others waiting. */
  private async join(processor: Processor, signal: AbortSignal, apart: Promise<void>[]): Promise<void> {
    for (let wait = 100; !signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      try {
        this.standing.set(processor, await processor.load());
        return;
      } catch (error) {
        if (!isUnreachable(error)) {
          apart.push(this.retryApart(processor, error, signal));
          return;
        }
        this.log.warn(`${processor.name} can't start yet: ${String(error)}`);
        await pause(wait, signal);
      }
    }
  }

  private async retryApart(processor: Processor, error: unknown, signal: AbortSignal): Promise<void> {
    let last = error;
    for (let wait = 200; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
      this.log.error(
        `${processor.name} stands still: ${last instanceof Error ? (last.stack ?? last.message) : String(last)}`,
      );
      await processor.failed(last).catch((e: unknown) => this.log.warn(`${processor.name}: ${String(e)}`));
      await pause(wait, signal);
      try {
        await this.alone(processor, signal, () => (wait = 100));
        return;
      } catch (again) {
        last = again;
      }
    }
  }

  private async alone(processor: Processor, signal: AbortSignal, onProgress: () => void): Promise<void> {
    let position = await processor.load();
    for await (const batch of this.store.follow({ after: position, batchSize: this.batchSize, signal })) {
      position = await processor.handle(batch, position);
      onProgress();
    }
  }
}

type Outcome = { processor: Processor; error?: unknown };

const isFailure = (outcome: Outcome): outcome is Required<Outcome> => outcome.error !== undefined;
