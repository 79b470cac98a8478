import {
  ANY,
  BACKWARDS,
  END,
  EventStoreDBClient,
  excludeSystemEvents,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AllStreamRecordedEvent,
  type AppendExpectedRevision,
  type ReadRevision,
} from '@eventstore/db-client';

import { parseMetadata } from './event-metadata';
import {
  RevisionConflict,
  type Appended,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Position,
  type RecordedEvent,
} from './event-store';
import { isUnreachable, pause, untilReachable } from './reachable';

const expectation = (expected: ExpectedRevision): AppendExpectedRevision => {
  if (typeof expected === 'number') return BigInt(expected);
  if (expected === 'any') return ANY;
  return expected === 'no-stream' ? NO_STREAM : STREAM_EXISTS;
};

// an event read from a stream carries its position only with servers from 22.6 on; those are the ones we support
type Recorded = Omit<AllStreamRecordedEvent, 'position'> & { position?: AllStreamRecordedEvent['position'] };

const recorded = (event: Recorded): RecordedEvent => ({
  id: event.id,
  type: event.type,
  stream: event.streamId,
  revision: Number(event.revision),
  position: event.position?.commit ?? 0n,
  recordedAt: event.created.toISOString(),
  data: event.data as object,
  metadata: parseMetadata(event.metadata),
});

const isOurs = (event: { type: string } | undefined): boolean => event !== undefined && !event.type.startsWith('$');
const at = (position: Position) => ({ commit: position, prepare: position });

/** A read that is broken off must be cancelled, or the server goes on holding it open. */
async function* toTheEnd<T>(reading: AsyncIterable<T> & { cancel(): Promise<void> }): AsyncGenerator<T> {
  try {
    yield* reading;
  } finally {
    await reading.cancel();
  }
}

/** The event store on EventStoreDB's own client: our data node or any EventStoreDB cluster by connection string. */
export class EsdbEventStore implements EventStore {
  private readonly client: EventStoreDBClient;
  private readonly closing = new AbortController();

  constructor(connectionString: string) {
    this.client = EventStoreDBClient.connectionString(connectionString);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<Appended> {
    const made = events.map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: data as Record<string, unknown>, metadata: { ...metadata } }),
    );
    try {
      const { nextExpectedRevision, position } = await untilReachable(this.closing.signal, () =>
        this.client.appendToStream(stream, made, { expectedRevision: expectation(expected) }),
      );
      return { revision: Number(nextExpectedRevision), position: position?.commit ?? 0n };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      const actual = error.actualVersion;
      throw new RevisionConflict(stream, expected, typeof actual === 'bigint' ? Number(actual) : null);
    }
  }

  async *read(
    stream: string,
    { from, backwards = false, max }: { from?: number; backwards?: boolean; max?: number } = {},
  ): AsyncGenerator<RecordedEvent> {
    let next: ReadRevision = from === undefined ? (backwards ? END : START) : BigInt(from);
    let left = max ?? Number.MAX_SAFE_INTEGER;
    while (left > 0) {
      try {
        const direction = backwards ? BACKWARDS : FORWARDS;
        const reading = this.client.readStream(stream, { direction, fromRevision: next, maxCount: left });
        for await (const { event } of toTheEnd(reading)) {
          if (!event) continue;
          yield recorded(event as Recorded);
          left -= 1;
          next = backwards ? event.revision - 1n : event.revision + 1n;
          if (next < 0n) return;
        }
        return;
      } catch (error) {
        if (error instanceof StreamNotFoundError) return;
        if (!isUnreachable(error)) throw error;
        await untilReachable(this.closing.signal, () => this.probe());
      }
    }
  }

  async *readAll({
    after,
    before,
    backwards = false,
    max,
  }: { after?: Position; before?: Position; backwards?: boolean; max?: number } = {}): AsyncGenerator<RecordedEvent> {
    const edge = backwards ? before : after;
    const fromPosition = edge === undefined ? (backwards ? END : START) : at(edge);
    let left = max ?? Number.MAX_SAFE_INTEGER;
    if (left <= 0) return;
    const reading = this.client.readAll({ direction: backwards ? BACKWARDS : FORWARDS, fromPosition });
    for await (const { event } of toTheEnd(reading)) {
      if (!event || !isOurs(event)) continue;
      const made = recorded(event as AllStreamRecordedEvent);
      // the store's own reading starts at the position itself; ours starts beyond it
      if (edge !== undefined && (backwards ? made.position >= edge : made.position <= edge)) continue;
      yield made;
      left -= 1;
      if (left === 0) return;
    }
  }

  async *follow({
    after,
    batchSize = 500,
    signal,
  }: {
    after?: Position;
    batchSize?: number;
    signal: AbortSignal;
  }): AsyncGenerator<RecordedEvent[]> {
    const stopped = AbortSignal.any([signal, this.closing.signal]);
    let last = after;
    while (!stopped.aborted) {
      const fromPosition = last === undefined ? START : at(last);
      const filter = excludeSystemEvents();
      const feed = this.client.subscribeToAll({ fromPosition, filter }, { highWaterMark: batchSize });
      const stop = () => void feed.unsubscribe().catch(() => undefined);
      stopped.addEventListener('abort', stop, { once: true });
      try {
        let batch: RecordedEvent[] = [];
        for await (const { event } of feed) {
          if (event && (last === undefined || event.position.commit > last)) {
            batch.push(recorded(event));
            last = event.position.commit;
          }
          if (batch.length > 0 && (batch.length >= batchSize || feed.readableLength === 0)) {
            yield batch;
            batch = [];
          }
        }
        if (batch.length > 0) yield batch;
      } catch (error) {
        if (!stopped.aborted && !isUnreachable(error)) throw error;
      } finally {
        stopped.removeEventListener('abort', stop);
        stop();
      }
      await pause(200, stopped);
    }
  }

  async head(): Promise<Position> {
    return untilReachable(this.closing.signal, async () => {
      for await (const event of this.readAll({ backwards: true, max: 1 })) return event.position;
      return 0n;
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    // the client waits for every open call to say that it has ended; one whose server is gone never does
    await Promise.race([this.client.dispose(), pause(1_000, new AbortController().signal)]);
  }

  private async probe(): Promise<void> {
    for await (const _event of toTheEnd(this.client.readAll({ maxCount: 1 }))) return;
  }
}
