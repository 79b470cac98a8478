import type { Position, RecordedEvent } from '../event-store/event-store';

/** Whatever reads the log in order and keeps its place: a projection or a process. */
export interface Processor {
  readonly name: string;
  /** Where it stands; everything up to here has been handled and is on disk. */
  load(): Promise<Position>;
  /**
   * Handles events in order, all of them beyond `position`, and stores its place.
   * Throws at the first event that it can't handle; what was stored before stays.
   */
  handle(events: readonly RecordedEvent[], position: Position): Promise<Position>;
  /** Says why it stands still. */
  failed(error: unknown): Promise<void>;
}
