import type { Position, RecordedEvent } from '../event-store/event-store';

/** Whatever reads the log in order and keeps its place: a projection, a process, the sealer. */
export interface Processor {
  readonly name: string;
  /** Where it stands; everything up to here has been handled and is on disk. */
  load(): Promise<Position>;
  /**
   * Handles events in order, all of them beyond `position`, and stores its place.
   * Throws at the first event that it can't handle; what was stored before stays. When `lost` fires, another worker may
   * be at work on the same: nothing is written any more.
   */
  handle(events: readonly RecordedEvent[], position: Position, lost?: AbortSignal): Promise<Position>;
  /** Says why it stands still. */
  failed(error: unknown): Promise<void>;
  /** All that there was has been handled, up to here: a view that is being built may take its place. */
  caughtUp?(position: Position): Promise<void>;
  /** From now on it is run by another worker, or by none: lets go of what it holds. */
  left?(): Promise<void>;
}
