import { EventStoreDBClient, jsonEvent, type JSONEventData, type ResolvedEvent } from '@eventstore/db-client';

import { startDataNode, type TestDataNode } from './starter.js';

export interface EventStoreUnderTest {
  readonly client: EventStoreDBClient;
  readonly node: TestDataNode;
}

/** One data node and one real client for all tests of a file. */
export function useEventStore(): EventStoreUnderTest {
  const running: { client?: EventStoreDBClient; node?: TestDataNode } = {};
  beforeAll(async () => {
    running.node = await startDataNode();
    running.client = EventStoreDBClient.connectionString(running.node.esdb);
  }, 60_000);
  afterAll(async () => {
    await running.client?.dispose();
    await running.node?.stop();
  });
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the data node is not running');
    return value;
  };
  return {
    get client() {
      return there(running.client);
    },
    get node() {
      return there(running.node);
    },
  };
}

let streams = 0;

/** A stream name that no other test uses. */
export const newStream = (kind = 'stream'): string => `${kind}-${(streams += 1)}`;

/** `count` new events whose data is `{ n }`, counting from `first`. */
export function numbered(count: number, first = 0, type = 'test.numbered.v1'): JSONEventData[] {
  return Array.from({ length: count }, (_, index) => jsonEvent({ type, data: { n: first + index } }));
}

/** All events of a finite read. */
export async function collect(events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> {
  const all: ResolvedEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The first `count` events of a subscription, which is then ended. */
export async function take(
  subscription: AsyncIterable<ResolvedEvent> & { unsubscribe(): Promise<void> },
  count: number,
): Promise<ResolvedEvent[]> {
  const all: ResolvedEvent[] = [];
  for await (const event of subscription) {
    all.push(event);
    if (all.length === count) break;
  }
  await subscription.unsubscribe();
  return all;
}

/** The numbers of numbered events. */
export function numbersOf(events: readonly ResolvedEvent[]): unknown[] {
  return events.map(({ event }) => {
    const data: unknown = event?.data;
    return typeof data === 'object' && data !== null && 'n' in data ? data.n : undefined;
  });
}

export const revisionsOf = (events: readonly ResolvedEvent[]): (bigint | undefined)[] =>
  events.map(({ event }) => event?.revision);

export const commitOf = ({ event }: ResolvedEvent): bigint => {
  if (event?.position === undefined) throw new Error('the event has no position');
  return event.position.commit;
};
