import type { Position, RecordedEvent } from '../event-store/event-store';

import type { Pace } from './checkpoints';

/** Of the newest batch in a rate; the rest is what was before. */
const WEIGHT = 0.3;

/** How fast a processor has been of late, waiting for events not counted as slowness of its own. */
export class Pacemaker {
  private since = performance.now();
  private events = 0;
  private positions = 0;

  start(): void {
    this.since = performance.now();
  }

  /** After a batch, with the time since the batch before. */
  told(events: readonly RecordedEvent[], from: Position, to: Position): Pace | undefined {
    const now = performance.now();
    const seconds = Math.max(now - this.since, 1) / 1000;
    this.since = now;
    this.events += WEIGHT * (events.length / seconds - this.events);
    this.positions += WEIGHT * (Number(to - from) / seconds - this.positions);
    const last = events.findLast(({ position }) => position <= to);
    const [eventsPerSecond, positionsPerSecond] = [Math.round(this.events), Math.round(this.positions)];
    return last && { eventAt: last.recordedAt, eventsPerSecond, positionsPerSecond };
  }
}
