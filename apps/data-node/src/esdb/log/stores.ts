import type { Database, RootDatabase } from 'lmdb';

/** Where a stream stands. `last` is the revision of its latest event, -1 for none; a tombstone is for ever. */
export interface StreamHead {
  readonly id: number;
  readonly last: number;
  readonly tombstoned: boolean;
}

/**
 * The LMDB databases of the event log.
 *
 * - `events`: position → protobuf `RecordedEvent`. Positions count from 1, without holes.
 * - `streams`: stream name → head (JSON array `[id, last, tombstoned]`).
 * - `revisions`: `[stream id, revision]` → position.
 */
export interface LogStores {
  readonly events: Database<Buffer, number>;
  readonly streams: Database<[number, number, 0 | 1], string>;
  readonly revisions: Database<number, [number, number]>;
}

export function openLogStores(env: RootDatabase): LogStores {
  return {
    events: env.openDB({ name: 'esdb.events', encoding: 'binary' }),
    streams: env.openDB({ name: 'esdb.streams', encoding: 'json' }),
    revisions: env.openDB({ name: 'esdb.revisions', encoding: 'ordered-binary' }),
  };
}

/** The head of a stream, or undefined if nothing was ever written to it. */
export function readHead(stores: LogStores, stream: string): StreamHead | undefined {
  const stored = stores.streams.get(stream);
  return stored && { id: stored[0], last: stored[1], tombstoned: stored[2] === 1 };
}

/** The stored event at a revision of a stream, or undefined. */
export function readRevision(stores: LogStores, head: StreamHead, revision: number): Buffer | undefined {
  const position = stores.revisions.get([head.id, revision]);
  return position === undefined ? undefined : stores.events.get(position);
}

/** The largest key of a database of numbers, or 0. */
export function lastKey(events: Database<Buffer, number>): number {
  for (const key of events.getKeys({ reverse: true, limit: 1 })) return key;
  return 0;
}
