import type { Connection } from 'mongoose';

import { becauseOf } from '../commands/command-context';
import { Decisions } from '../commands/decisions';
import type { Position, RecordedEvent } from '../event-store/event-store';
import type { VersionedEventStore } from '../events/versioned-event-store';
import type { Jobs } from '../jobs/jobs';
import { metrics } from '../observability/metrics';
import { causeOf, inSpan } from '../observability/trace';
import { Checkpoints } from '../projections/checkpoints';
import { Pacemaker } from '../projections/pacemaker';
import type { Processor } from '../projections/processor';
import { readableEvents } from '../projections/readable-events';

import type { Process } from './process';
import { reactionTo } from './reaction';

/**
 * Runs a process over the log: handles an event, then moves the checkpoint; a crash between the two repeats the event. It
 * stands still before what it can't handle: money moves by it.
 */
export class ProcessProcessor implements Processor {
  readonly name: string;
  private readonly checkpoints: Checkpoints;
  private readonly decisions: Decisions;
  private readonly read: ReturnType<typeof readableEvents>;
  private readonly pacemaker = new Pacemaker();

  constructor(
    private readonly process: Process,
    store: VersionedEventStore,
    mongo: Connection,
    private readonly jobs: Jobs,
  ) {
    this.name = `process:${process.name}`;
    this.checkpoints = new Checkpoints(mongo);
    this.decisions = new Decisions(store);
    this.read = readableEvents(process.on, store.types);
  }

  load(): Promise<Position> {
    return this.checkpoints.load(this.name);
  }

  async handle(events: readonly RecordedEvent[], position: Position, lost?: AbortSignal): Promise<Position> {
    const end = metrics.batch.startTimer({ processor: this.name });
    let reached = position;
    try {
      for (const event of events) {
        lost?.throwIfAborted();
        const today = this.read(event);
        if (today) await this.react(today);
        reached = event.position;
      }
    } finally {
      const pace = this.pacemaker.told(events, position, reached);
      if (reached > position && !lost?.aborted) await this.checkpoints.move(this.name, position, reached, pace);
      end();
    }
    metrics.handled.inc({ processor: this.name }, events.length);
    return reached;
  }

  async failed(error: unknown): Promise<void> {
    await this.checkpoints.fail(this.name, String(error));
  }

  private react(event: RecordedEvent): Promise<void> {
    const context = becauseOf(event, this.process.name, new Date());
    const reaction = reactionTo(event.id, context, this.decisions, this.jobs);
    const work = async () => this.process.on[event.type]?.(event, reaction);
    return inSpan(this.name, { 'max.event.type': event.type }, work, causeOf(event, this.name));
  }
}
