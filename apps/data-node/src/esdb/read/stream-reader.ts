import type { EventLog } from '../log/event-log.js';
import { eventCreated, readResponse } from '../log/recorded-event.js';
import { readHead } from '../log/stores.js';
import { readMetadata } from '../log/stream-metadata.js';
import { WireWriter } from '../wire/writer.js';
import { type Slice, type SliceReader, SLICE_BYTES, SLICE_EVENTS } from './slice.js';

export interface StreamReadOptions {
  readonly stream: string;
  /** First revision to look at; Infinity for the last. */
  readonly from: number;
  readonly forwards: boolean;
  /** Most events to answer. */
  readonly limit: number;
}

/** The revisions of a stream that its metadata leaves readable. `oldest` is in ticks, if an age limits them. */
interface Visible {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly oldest: bigint | undefined;
}

/** Reads one stream in either direction. Reading forwards, it can go on when there are new events. */
export class StreamReader implements SliceReader {
  readonly #wire = new WireWriter();
  #revision: number;
  #left: number;

  constructor(
    private readonly log: EventLog,
    private readonly options: StreamReadOptions,
  ) {
    this.#revision = options.from;
    this.#left = options.limit;
  }

  next(): Slice {
    const visible = visibleRevisions(this.log, this.options.stream);
    if (visible === undefined) return { messages: [], end: true };
    this.#skipTruncated(visible);
    const messages: Buffer[] = [];
    let bytes = 0;
    for (let examined = 0; examined < SLICE_EVENTS && bytes < SLICE_BYTES; examined += 1) {
      if (this.#left <= 0 || this.#revision < visible.first || this.#revision > visible.last) {
        return { messages, end: true };
      }
      const message = this.#read(visible);
      if (message === undefined) continue;
      messages.push(message);
      bytes += message.length;
      this.#left -= 1;
    }
    return { messages, end: false };
  }

  #skipTruncated({ first, last }: Visible): void {
    const { forwards } = this.options;
    this.#revision = forwards ? Math.max(this.#revision, first) : Math.min(this.#revision, last);
  }

  #read(visible: Visible): Buffer | undefined {
    const revision = this.#revision;
    const position = this.log.stores.revisions.get([visible.id, revision]);
    const stored = position === undefined ? undefined : this.log.stores.events.get(position);
    if (position === undefined || stored === undefined) {
      throw new Error(`Stream ${JSON.stringify(this.options.stream)} has a hole at revision ${revision}.`);
    }
    this.#revision += this.options.forwards ? 1 : -1;
    if (visible.oldest !== undefined && eventCreated(stored) < visible.oldest) return undefined;
    return readResponse(this.#wire, stored, position);
  }
}

function visibleRevisions(log: EventLog, stream: string): Visible | undefined {
  const head = readHead(log.stores, stream);
  if (head === undefined) return undefined;
  const { truncateBefore, maxCount, maxAge } = readMetadata(log.stores, stream);
  const byCount = maxCount === undefined ? 0 : head.last - maxCount + 1;
  return {
    id: head.id,
    first: Math.max(0, truncateBefore, byCount),
    last: head.last,
    oldest: maxAge === undefined ? undefined : BigInt(Date.now() - maxAge * 1000) * 10_000n,
  };
}
