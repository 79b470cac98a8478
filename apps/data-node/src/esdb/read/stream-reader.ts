import type { EventLog } from '../log/event-log.js';
import { readResponse } from '../log/recorded-event.js';
import { WireWriter } from '../wire/writer.js';
import { followLink } from './links.js';
import { type Slice, type SliceReader, SLICE_BYTES, SLICE_EVENTS } from './slice.js';
import { isTooOld, type Visible, visibleRevisions } from './visible.js';

export interface StreamReadOptions {
  readonly stream: string;
  /** First revision to look at; Infinity for the last. */
  readonly from: number;
  readonly forwards: boolean;
  /** Most events to answer. */
  readonly limit: number;
  readonly resolveLinks: boolean;
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
    // what is deleted begins beyond all numbers; whoever follows it waits for the next event that can be written
    this.#revision = forwards ? Math.max(this.#revision, Math.min(first, last + 1)) : Math.min(this.#revision, last);
  }

  #read(visible: Visible): Buffer | undefined {
    const revision = this.#revision;
    const position = this.log.stores.revisions.get([visible.id, revision]);
    const stored = position === undefined ? undefined : this.log.stores.events.get(position);
    if (position === undefined || stored === undefined) {
      throw new Error(`Stream ${JSON.stringify(this.options.stream)} has a hole at revision ${revision}.`);
    }
    this.#revision += this.options.forwards ? 1 : -1;
    if (isTooOld(visible, stored)) return undefined;
    const link = this.options.resolveLinks ? followLink(this.log, stored) : undefined;
    return readResponse(this.#wire, stored, position, link);
  }
}
