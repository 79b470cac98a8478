import {
  type EventStoreDBClient,
  jsonEvent,
  type JSONEventData,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';

import { commitOf, numbersOf } from '../support/event-store.js';
import { between, type Random } from './random.js';

const MOST_EVENTS = 40;
/** Now and then a value has pages of its own. */
const LONG = 60_000;

/**
 * A writer of one stream: appends of different sizes, at the revision that the last acknowledged one reached or at any.
 * What was not answered is sent again to the next node: kept or not, it must be there once.
 */
export class EventWriter {
  acknowledged = 0;
  private next = 0;
  private checked = 0;
  private unanswered: JSONEventData[] | undefined;
  private readonly ids: string[] = [];
  private readonly positions = new Map<number, bigint>();

  constructor(
    private readonly stream: string,
    private readonly pinned: boolean,
    private readonly random: Random,
  ) {}

  async writeUntilGone(client: EventStoreDBClient, progress: () => void): Promise<void> {
    for (;;) {
      const events = (this.unanswered ??= this.newEvents());
      const pin = this.next === 0 ? ('no_stream' as const) : BigInt(this.next - 1);
      try {
        const expectedRevision = this.pinned ? pin : ('any' as const);
        const { position, nextExpectedRevision } = await client.appendToStream(this.stream, events, {
          expectedRevision,
        });
        expect(nextExpectedRevision).toBe(BigInt(this.next + events.length - 1));
        this.accept(events);
        this.positions.set(this.next - 1, position?.commit ?? -1n);
        this.acknowledged += events.length;
        this.unanswered = undefined;
        progress();
      } catch (error) {
        if (error instanceof WrongExpectedVersionError || isAssertion(error)) throw error;
        return;
      }
    }
  }

  /**
   * Every acknowledged event since the last check is there, once, in order, at its position; of the unanswered append
   * all events or none. `from` 0 looks at the whole stream.
   */
  async check(client: EventStoreDBClient, from = this.checked): Promise<void> {
    const events = [];
    try {
      for await (const event of client.readStream(this.stream, { fromRevision: BigInt(from) })) events.push(event);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    const pending = this.unanswered ?? [];
    expect([this.next, this.next + pending.length]).toContain(from + events.length);
    expect(numbersOf(events)).toEqual(events.map((_, n) => from + n));
    const ids = [...this.ids, ...pending.map(({ id }) => id)];
    expect(events.map(({ event }) => event?.id)).toEqual(ids.slice(from, from + events.length));
    for (const [revision, position] of this.positions) {
      const event = events[revision - from];
      expect(event && commitOf(event)).toBe(position);
    }
    this.positions.clear();
    this.checked = this.next;
  }

  private accept(events: readonly JSONEventData[]): void {
    this.ids.push(...events.map(({ id }) => id));
    this.next += events.length;
  }

  private newEvents(): JSONEventData[] {
    const count = between(this.random, 1, MOST_EVENTS);
    const text = this.random() < 0.03 ? 'long '.repeat(LONG / 5) : 'short';
    return Array.from({ length: count }, (_, n) =>
      jsonEvent({ type: 'test.numbered.v1', data: { n: this.next + n, ...(n === 0 ? { text } : {}) } }),
    );
  }
}

const isAssertion = (error: unknown): boolean => error instanceof Error && 'matcherResult' in error;
