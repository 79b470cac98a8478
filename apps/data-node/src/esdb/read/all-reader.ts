import type { EventFilter } from '../filter.js';
import type { EventLog } from '../log/event-log.js';
import { eventHeader, readResponse } from '../log/recorded-event.js';
import { WireWriter } from '../wire/writer.js';
import { followLink } from './links.js';
import { checkpointMessage } from './messages.js';
import { type Slice, type SliceReader, SLICE_BYTES, SLICE_EVENTS } from './slice.js';

export interface AllReadOptions {
  /** Position of the first event to look at. */
  readonly from: number;
  readonly forwards: boolean;
  /** Most events to answer. */
  readonly limit: number;
  readonly resolveLinks: boolean;
  readonly filter: EventFilter | undefined;
  /** Whether to tell how far a filtered reader got. */
  readonly checkpoints: boolean;
}

/** Reads `$all` in either direction. Reading forwards, it can go on when there are new events. */
export class AllReader implements SliceReader {
  readonly #wire = new WireWriter();
  #position: number;
  #left: number;
  #sinceCheckpoint = 0;

  constructor(
    private readonly log: EventLog,
    private readonly options: AllReadOptions,
  ) {
    this.#position = options.from;
    this.#left = options.limit;
  }

  /** Position of the next event to look at. */
  get position(): number {
    return this.#position;
  }

  next(): Slice {
    const messages: Buffer[] = [];
    let bytes = 0;
    for (let examined = 0; examined < SLICE_EVENTS && bytes < SLICE_BYTES; examined += 1) {
      if (this.#left <= 0 || !this.#inRange()) return { messages, end: true };
      const message = this.#examine();
      if (message !== undefined) {
        messages.push(message);
        bytes += message.length;
        this.#left -= 1;
      }
      const checkpoint = this.#due(this.options.filter?.checkpointEvery ?? Infinity);
      if (checkpoint !== undefined) messages.push(checkpoint);
    }
    return { messages, end: false };
  }

  /** How far a filtered reader got, if it got further since the last checkpoint. */
  checkpoint(): Buffer | undefined {
    return this.#due(1);
  }

  #inRange(): boolean {
    return this.#position >= 1 && this.#position <= this.log.committed;
  }

  #examine(): Buffer | undefined {
    const position = this.#position;
    this.#position += this.options.forwards ? 1 : -1;
    this.#sinceCheckpoint += 1;
    const stored = this.log.stores.events.get(position);
    if (stored === undefined) throw new Error(`The event log has a hole at position ${position}.`);
    const { filter } = this.options;
    if (filter !== undefined && !filter.matches(eventHeader(stored))) return undefined;
    const link = this.options.resolveLinks ? followLink(this.log, stored) : undefined;
    return readResponse(this.#wire, stored, position, link);
  }

  #due(every: number): Buffer | undefined {
    if (!this.options.checkpoints || this.options.filter === undefined || this.#sinceCheckpoint < every)
      return undefined;
    this.#sinceCheckpoint = 0;
    return checkpointMessage(this.#position - 1);
  }
}
