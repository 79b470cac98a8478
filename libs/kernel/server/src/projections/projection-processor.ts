import type { Connection } from 'mongoose';

import type { Position, RecordedEvent } from '../event-store/event-store';
import { isUnreachable } from '../event-store/reachable';
import type { EventTypes } from '../events/event-types';
import { metrics } from '../observability/metrics';
import { causeOf, inSpan, isTracing } from '../observability/trace';

import { Checkpoints } from './checkpoints';
import { DeadLetters } from './dead-letters';
import type { FeedLog } from './feed';
import { Pacemaker } from './pacemaker';
import type { Processor } from './processor';
import type { Projection } from './projection';
import { readableEvents } from './readable-events';
import { touchedIds } from './touched-ids';
import { ViewBuilds, type Build } from './view-builds';
import { ViewWriter } from './view-writer';

interface Parts {
  readonly mongo: Connection;
  readonly types: EventTypes;
  readonly log: FeedLog;
}

/**
 * Keeps one build of a view up to date: applies a batch, writes its documents, then moves the checkpoint. What a live
 * view can't handle is set aside as a dead letter, unless the view is critical; a build that is not yet read stops.
 */
export class ProjectionProcessor implements Processor {
  readonly name: string;
  private readonly checkpoints: Checkpoints;
  private readonly deadLetters: DeadLetters;
  private readonly builds: ViewBuilds;
  private readonly read: ReturnType<typeof readableEvents>;
  private readonly pacemaker = new Pacemaker();

  constructor(
    private readonly projection: Projection,
    build: Build,
    private live: boolean,
    private readonly parts: Parts,
  ) {
    this.name = build.collection;
    this.checkpoints = new Checkpoints(parts.mongo);
    this.deadLetters = new DeadLetters(parts.mongo);
    this.builds = new ViewBuilds(parts.mongo);
    this.read = projection.asStored ? (event) => event : readableEvents(projection.on, parts.types);
  }

  async load(): Promise<Position> {
    for (const { fields, unique = false } of this.projection.indexes) {
      await this.collection.createIndex({ ...fields }, { unique });
    }
    this.pacemaker.start();
    return this.checkpoints.load(this.name);
  }

  async handle(events: readonly RecordedEvent[], position: Position, lost?: AbortSignal): Promise<Position> {
    const writer = new ViewWriter(this.collection);
    const end = metrics.batch.startTimer({ processor: this.name });
    const read = events.map((event) => this.asOfToday(event));
    await writer.prefetch(
      await touchedIds(
        this.projection.on,
        read.flatMap(({ today }) => today ?? []),
      ),
    );
    let reached = position;
    let failure: { error: unknown } | undefined;
    for (const { event, today, error: unreadable } of read) {
      try {
        if (unreadable !== undefined) throw unreadable;
        if (today) await this.apply(today, writer);
      } catch (error) {
        lost?.throwIfAborted();
        if (isUnreachable(error) || !(await this.mayGoOnWithout(event, error))) {
          failure = { error };
          break;
        }
      }
      reached = event.position;
    }
    lost?.throwIfAborted();
    // what came before a failing event is kept, so that the view stands right before it
    await writer.flush();
    const pace = this.pacemaker.told(events, position, reached);
    if (reached > position) await this.checkpoints.move(this.name, position, reached, pace);
    end();
    if (failure) throw failure.error;
    metrics.handled.inc({ processor: this.name }, events.length);
    return reached;
  }

  async failed(error: unknown): Promise<void> {
    await this.checkpoints.fail(this.name, String(error));
  }

  async caughtUp(position: Position): Promise<void> {
    if (this.live) return;
    this.live = await this.builds.switchTo(this.projection.name, this.name, position);
    if (this.live) this.parts.log.warn(`${this.name} is what the view ${this.projection.name} is read from now`);
  }

  /** It is what the view is read from, whichever worker made it so. */
  goLive(): this {
    this.live = true;
    return this;
  }

  private asOfToday(event: RecordedEvent): { event: RecordedEvent; today?: RecordedEvent; error?: unknown } {
    try {
      const today = this.read(event);
      return today ? { event, today } : { event };
    } catch (error) {
      return { event, error };
    }
  }

  private apply(event: RecordedEvent, writer: ViewWriter): Promise<void> {
    const work = () => writer.apply(event, (documents) => this.projection.on[event.type]?.(event, documents));
    if (!isTracing()) return work();
    return inSpan(`view ${this.name}`, { 'max.event.type': event.type }, work, causeOf(event, `view:${this.name}`));
  }

  /** A live view sets the event aside; any other only when a person has said that the view is right without it. */
  private async mayGoOnWithout(event: RecordedEvent, error: unknown): Promise<boolean> {
    if (this.live && !this.projection.critical) {
      await this.setAside(event, error);
      return true;
    }
    return this.deadLetters.isDismissed(this.projection.name, event.id);
  }

  private async setAside(event: RecordedEvent, error: unknown): Promise<void> {
    const documents = await touchedIds(this.projection.on, [event]);
    await this.deadLetters.add({ processor: this.name, view: this.projection.name }, event, error, documents);
    metrics.deadLetters.inc({ processor: this.name });
    const where = `${event.type} at ${event.stream}@${event.revision}`;
    this.parts.log.error(
      `${this.name} goes on without ${where}: ${error instanceof Error ? error.stack : String(error)}`,
    );
  }

  private get collection() {
    return this.parts.mongo.collection<{ _id: string; _position: string }>(this.name);
  }
}
