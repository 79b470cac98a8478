import type { Connection } from 'mongoose';

import { becauseOf } from '../commands/command-context';
import { Decisions } from '../commands/decisions';
import type { Position, RecordedEvent } from '../event-store/event-store';
import type { VersionedEventStore } from '../events/versioned-event-store';
import type { Jobs } from '../jobs/jobs';
import { Checkpoints } from '../projections/checkpoints';
import type { Processor } from '../projections/processor';

import type { Process, Reaction } from './process';

/** Runs a process over the log: handles an event, then moves the checkpoint; a crash between the two repeats the event. */
export class ProcessProcessor implements Processor {
  readonly name: string;
  private readonly checkpoints: Checkpoints;
  private readonly decisions: Decisions;

  constructor(
    private readonly process: Process,
    private readonly store: VersionedEventStore,
    mongo: Connection,
    private readonly jobs: Jobs,
  ) {
    this.name = `process:${process.name}`;
    this.checkpoints = new Checkpoints(mongo);
    this.decisions = new Decisions(store);
  }

  load(): Promise<Position> {
    return this.checkpoints.load(this.name);
  }

  async handle(events: readonly RecordedEvent[], position: Position): Promise<Position> {
    let reached = position;
    try {
      for (const event of events) {
        const today = this.store.types.upcast(event);
        await this.process.on[today.type]?.(today, this.reactionTo(today));
        reached = event.position;
      }
    } finally {
      if (reached > position) await this.checkpoints.move(this.name, position, reached);
    }
    return reached;
  }

  async failed(error: unknown): Promise<void> {
    await this.checkpoints.fail(this.name, String(error));
  }

  private reactionTo(event: RecordedEvent): Reaction {
    const context = becauseOf(event, this.process.name, new Date());
    return {
      decide: (decider, stream, command) => this.decisions.decide(decider, stream, command, context),
      job: (queue, data, { suffix, ...options } = {}) =>
        this.jobs.add(queue, suffix === undefined ? event.id : `${event.id}-${suffix}`, data, {
          correlationId: event.metadata.correlationId,
          ...options,
        }),
    };
  }
}
