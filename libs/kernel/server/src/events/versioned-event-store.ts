import type {
  Appended,
  EventStore,
  EventToAppend,
  ExpectedRevision,
  Position,
  RecordedEvent,
} from '../event-store/event-store';

import type { EventTypes } from './event-types';

/**
 * The log as it is stored, to read only: for what proves the record (the sealer, the audit log, evidence packs), since a
 * leaf covers the very bytes of then, and for the feeds, whose processors bring each event to today themselves.
 */
export type StoredEvents = Pick<EventStore, 'read' | 'readAll' | 'follow' | 'head'>;

export const STORED_EVENTS = Symbol('StoredEvents');

/**
 * The event store for everything that acts on events. Whatever is read has today's type, data and schema version; what
 * can't be brought to it is an error and never passed over. Only declared types are appended, to streams of their own.
 */
export class VersionedEventStore implements EventStore {
  constructor(
    /** The same log as it is stored; to read only. */
    readonly stored: EventStore,
    readonly types: EventTypes,
  ) {}

  /** @throws UndeclaredEventType, MisplacedEvent, RevisionConflict */
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<Appended> {
    return this.stored.append(
      stream,
      expected,
      events.map((event) => this.types.stamp(event, stream)),
    );
  }

  /** @throws UnreadableEvent */
  async *read(...asked: Parameters<EventStore['read']>): AsyncGenerator<RecordedEvent> {
    for await (const event of this.stored.read(...asked)) yield this.types.upcastInStream(event);
  }

  /** @throws UnreadableEvent */
  async *readAll(...asked: Parameters<EventStore['readAll']>): AsyncGenerator<RecordedEvent> {
    for await (const event of this.stored.readAll(...asked)) yield this.types.upcast(event);
  }

  /** @throws UnreadableEvent */
  async *follow(...asked: Parameters<EventStore['follow']>): AsyncGenerator<RecordedEvent[]> {
    for await (const batch of this.stored.follow(...asked)) yield batch.map((event) => this.types.upcast(event));
  }

  head(): Promise<Position> {
    return this.stored.head();
  }

  close(): Promise<void> {
    return this.stored.close();
  }
}
