import { encodeRecordedEvent, eventHeader, type ProposedEvent } from './recorded-event.js';
import { RecentIds } from './recent-ids.js';
import type { LogStores, StreamHead } from './stores.js';
import { WireWriter } from '../wire/writer.js';

/** How many of the latest events are known by id, to recognise repeated appends that name no revision. */
export const RECENT_EVENTS = 32_768;

const TICKS_PER_MILLISECOND = 10_000n;

/** Revision of a tombstone: Int64.MaxValue, as in EventStoreDB. */
const TOMBSTONE_REVISION = 9_223_372_036_854_775_807n;

/** Puts events into the stores, inside the transaction of the caller. Knows the last position given out. */
export class LogWriter {
  readonly #wire = new WireWriter();
  readonly #recent = new RecentIds(RECENT_EVENTS);
  #last: number;

  constructor(
    private readonly stores: LogStores,
    last: number,
  ) {
    this.#last = last;
    for (let position = Math.max(1, last - RECENT_EVENTS + 1); position <= last; position += 1) {
      const stored = stores.events.get(position);
      if (stored !== undefined) this.#recent.add(eventHeader(stored).id, position);
    }
  }

  /** Position of the latest event written, committed or not. */
  get last(): number {
    return this.#last;
  }

  recentPositionOf(id: string): number | undefined {
    return this.#recent.positionOf(id);
  }

  /** Writes events at the end of a stream; answers its new head. `events` must not be empty. */
  append(stream: string, head: StreamHead | undefined, events: readonly ProposedEvent[]): StreamHead {
    const created = BigInt(Date.now()) * TICKS_PER_MILLISECOND;
    const id = head?.id ?? this.#last + 1; // a stream's id is the position of its first event
    let revision = head?.last ?? -1;
    for (const event of events) {
      revision += 1;
      this.#put(event, stream, revision, created);
      this.stores.revisions.putSync([id, revision], this.#last);
    }
    return this.#putHead(stream, { id, last: revision, tombstoned: false });
  }

  /** Writes the last event a stream will ever have. It is part of `$all` only. */
  tombstone(stream: string, head: StreamHead | undefined, event: ProposedEvent): StreamHead {
    const id = head?.id ?? this.#last + 1;
    this.#put(event, stream, TOMBSTONE_REVISION, BigInt(Date.now()) * TICKS_PER_MILLISECOND);
    return this.#putHead(stream, { id, last: head?.last ?? -1, tombstoned: true });
  }

  #put(event: ProposedEvent, stream: string, revision: number | bigint, created: bigint): void {
    const position = this.#last + 1;
    const stored = encodeRecordedEvent(this.#wire, event, { stream, revision, position, created });
    this.stores.events.putSync(position, stored, { append: true });
    this.#last = position;
    this.#recent.add(event.id, position);
  }

  #putHead(stream: string, head: StreamHead): StreamHead {
    this.stores.streams.putSync(stream, [head.id, head.last, head.tombstoned ? 1 : 0]);
    return head;
  }
}
