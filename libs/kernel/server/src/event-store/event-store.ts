import type { DomainEvent } from '@max/kernel';

/** Who did it: a signed-in person, a program with a key, or Max Booster itself (`system`, with the process's name). */
export interface Actor {
  readonly kind: 'user' | 'api-key' | 'system';
  readonly id: string;
}

/** Stamped on every event in one place (`Decisions`); never personal data. */
export interface EventMetadata {
  readonly actor: Actor;
  readonly onBehalfOf?: string;
  readonly reason?: string;
  /** ISO 8601, UTC: when it was decided; `recordedAt` says when it was stored. */
  readonly occurredAt: string;
  /** The same for everything that one request or one incoming fact set in motion. */
  readonly correlationId: string;
  /** The request or the event that caused this one. */
  readonly causationId: string;
  readonly schemaVersion: number;
}

export interface EventToAppend {
  /** UUID; appending the same ids again at the same place changes nothing. */
  readonly id: string;
  readonly type: string;
  readonly data: object;
  readonly metadata: EventMetadata;
}

/** Place in the log of all events; grows, with gaps. In JSON and in views a decimal string. */
export type Position = bigint;

export interface RecordedEvent<Event extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly type: Event['type'];
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: string;
  readonly data: Event['data'];
  readonly metadata: EventMetadata;
}

/** What the stream must look like for the append to happen: `number` is the revision of its last event. */
export type ExpectedRevision = 'any' | 'no-stream' | 'stream-exists' | number;

export interface Appended {
  readonly revision: number;
  readonly position: Position;
}

/** The stream has moved on; `actual` is the revision of its last event, or null when there is no stream. */
export class RevisionConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: number | null,
  ) {
    super(`stream ${stream} is at ${actual ?? 'no event'}, not at ${expected}`);
  }
}

/**
 * The log of everything that was decided. Appends are atomic and on disk when acknowledged; a store that can't be
 * reached is tried again for a bounded time (appends are idempotent by event id), then the error is thrown.
 */
export interface EventStore {
  /** @throws RevisionConflict */
  append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<Appended>;
  /** In order of revision, or newest first; nothing when there is no such stream. */
  read(stream: string, options?: { from?: number; backwards?: boolean; max?: number }): AsyncIterable<RecordedEvent>;
  /** All events but the store's own (`$…`), after (or, backwards, before) a position. */
  readAll(options?: {
    after?: Position;
    before?: Position;
    backwards?: boolean;
    max?: number;
  }): AsyncIterable<RecordedEvent>;
  /**
   * All events after a position, then the new ones as they come, for ever, in batches of what is there already (at
   * most `batchSize`). Reconnects by itself; ends when the signal is aborted.
   */
  follow(options: { after?: Position; batchSize?: number; signal: AbortSignal }): AsyncIterable<RecordedEvent[]>;
  /** Position of the newest event; 0 when there is none. */
  head(): Promise<Position>;
  close(): Promise<void>;
}

export const EVENT_STORE = Symbol('EventStore');
