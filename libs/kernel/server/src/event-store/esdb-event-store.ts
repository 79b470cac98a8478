import {
  ANY,
  BACKWARDS,
  END,
  EventStoreDBClient,
  FORWARDS,
  jsonEvent,
  NO_STREAM,
  START,
  STREAM_EXISTS,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AppendExpectedRevision,
  type Direction,
  type Position as StorePosition,
  type ReadRevision,
  type StreamingRead,
} from '@eventstore/db-client';

import {
  RevisionConflict,
  type Appended,
  type EventStore,
  type EventToAppend,
  type ExpectedRevision,
  type Position,
  type RecordedEvent,
} from './event-store';
import { readAllFiltered } from './filtered-read';
import { streamNames, type StreamNames } from './namespace';
import { isUnreachable, pause, untilReachable } from './reachable';
import { isOurs, recorded, ServerTooOld, type ClientEvent } from './recorded-event';

const expectation = (expected: ExpectedRevision): AppendExpectedRevision => {
  if (typeof expected === 'number') return BigInt(expected);
  if (expected === 'any') return ANY;
  return expected === 'no-stream' ? NO_STREAM : STREAM_EXISTS;
};

const at = (position: Position): StorePosition => ({ commit: position, prepare: position });

/**
 * A read that is left early is cancelled, or the server goes on holding it open; and what has come already is let run
 * out, or the client's connection keeps the call for as long as it lives.
 */
async function* toTheEnd<T>(reading: StreamingRead<T>): AsyncGenerator<T> {
  let ended = false;
  try {
    yield* reading.iterator({ destroyOnReturn: false }) as AsyncIterable<T>;
    ended = true;
  } finally {
    if (!ended) reading.on('error', () => undefined).resume(); // nobody waits for it any more
    await reading.cancel();
  }
}

/**
 * The event store on EventStoreDB's own client: our data node or any EventStoreDB cluster by connection string. What has
 * to be the latest (appends, reads for a decision, the head) asks the cluster's leader; a follower may lag.
 */
export class EsdbEventStore implements EventStore {
  private readonly client: EventStoreDBClient;
  private readonly closing = new AbortController();
  private readonly names: StreamNames;

  /** @param namespace for installations that share a cluster: none sees another's streams. @throws BadNamespace */
  constructor(connectionString: string, { namespace }: { namespace?: string | undefined } = {}) {
    this.names = streamNames(namespace);
    this.client = EventStoreDBClient.connectionString(connectionString);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly EventToAppend[]): Promise<Appended> {
    const stored = this.names.stored(stream);
    const made = events.map(({ id, type, data, metadata }) =>
      jsonEvent({ id, type, data: data as Record<string, unknown>, metadata: { ...metadata } }),
    );
    const options = { expectedRevision: expectation(expected), requiresLeader: true };
    try {
      const { nextExpectedRevision, position } = await untilReachable(this.closing.signal, () =>
        this.client.appendToStream(stored, made, options),
      );
      const revision = Number(nextExpectedRevision);
      return { revision, position: position?.commit ?? (await this.positionOf(stream, revision)) };
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
    const stored = this.names.stored(stream);
    const direction: Direction = backwards ? BACKWARDS : FORWARDS;
    let next: ReadRevision = from === undefined ? (backwards ? END : START) : BigInt(from);
    let left = max ?? Number.MAX_SAFE_INTEGER;
    while (left > 0) {
      try {
        const options = { direction, fromRevision: next, maxCount: left, requiresLeader: true };
        for await (const { event } of toTheEnd(this.client.readStream(stored, options))) {
          if (!event) continue;
          yield recorded(event as ClientEvent, this.names);
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
    const direction: Direction = backwards ? BACKWARDS : FORWARDS;
    let left = max ?? Number.MAX_SAFE_INTEGER;
    if (left <= 0) return;
    const reading = readAllFiltered.call(this.client, { direction, fromPosition, filter: this.names.filter });
    for await (const { event } of toTheEnd(reading)) {
      if (!event || !isOurs(event, this.names)) continue;
      const { commit } = event.position;
      // the store's own reading starts at the position itself; ours starts beyond it
      if (edge !== undefined && (backwards ? commit >= edge : commit <= edge)) continue;
      yield recorded(event, this.names);
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
    let resume = after;
    while (!stopped.aborted) {
      const filter = {
        ...this.names.filter,
        // how far the server has looked without a find; counts only when nothing found before is still on its way
        checkpointReached: (_: unknown, { commit }: StorePosition): void => {
          if (feed.readableLength === 0 && (resume === undefined || commit > resume)) resume = commit;
        },
      };
      const fromPosition = resume === undefined ? START : at(resume);
      const feed = this.client.subscribeToAll({ fromPosition, filter }, { highWaterMark: batchSize });
      const stop = () => void feed.unsubscribe().catch(() => undefined);
      stopped.addEventListener('abort', stop, { once: true });
      let batch: RecordedEvent[] = [];
      try {
        for await (const { event } of feed) {
          if (event && isOurs(event, this.names) && (last === undefined || event.position.commit > last)) {
            batch.push(recorded(event, this.names));
            last = event.position.commit;
            if (resume === undefined || last > resume) resume = last;
          }
          if (batch.length > 0 && (batch.length >= batchSize || feed.readableLength === 0)) {
            yield batch;
            batch = [];
          }
        }
      } catch (error) {
        if (!stopped.aborted && !isUnreachable(error)) throw error;
      } finally {
        stopped.removeEventListener('abort', stop);
        stop();
      }
      if (batch.length > 0) yield batch; // had come before the subscription broke off, and is not sent again
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

  /** A server that knows the events already (an append tried again) may leave their position out of its answer. */
  private async positionOf(stream: string, revision: number): Promise<Position> {
    for await (const { position } of this.read(stream, { from: revision, max: 1 })) return position;
    throw new ServerTooOld();
  }

  private async probe(): Promise<void> {
    for await (const _event of toTheEnd(this.client.readAll({ maxCount: 1 }))) return;
  }
}
