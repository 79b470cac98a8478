import { randomUUID } from 'node:crypto';

import {
  type AllStreamResolvedEvent,
  type Direction,
  EventStoreDBClient,
  jsonEvent,
  type JSONEventData,
  type Position,
  type ResolvedEvent,
} from '@eventstore/db-client';

import { startDataNode, type TestDataNode } from './starter.js';

/** An EventStoreDB or KurrentDB that somebody else runs; without it, each file starts a data node of its own. */
const foreign = process.env['MAX_TEST_EVENT_STORE'] || undefined;

/** For what only a node of our own can show: its limits, its memory, what it doesn't offer. Skipped by name elsewhere. */
export const ofOurOwn = { it: foreign ? it.skip : it, describe: foreign ? describe.skip : describe };

/** Credentials make the client use the older append call. A node of our own takes any. */
export const credentials = ((url: URL) => ({
  username: decodeURIComponent(url.username) || 'admin',
  password: decodeURIComponent(url.password) || 'changeit',
}))(new URL(foreign ?? 'esdb://127.0.0.1'));

export interface EventStoreUnderTest {
  readonly client: EventStoreDBClient;
  /** Another client, with more parameters in its connection string; the test disposes of it. */
  connect(parameters: string): EventStoreDBClient;
  /** Only with `ofOurOwn`. */
  readonly node: TestDataNode;
}

/** One server and one real client for all tests of a file. */
export function useEventStore(): EventStoreUnderTest {
  const running: { client?: EventStoreDBClient; node?: TestDataNode; url?: string } = {};
  beforeAll(async () => {
    if (foreign === undefined) running.node = await startDataNode();
    running.url = foreign ?? there(running.node).esdb;
    running.client = EventStoreDBClient.connectionString(running.url);
  }, 60_000);
  afterAll(async () => {
    await running.client?.dispose();
    await running.node?.stop();
  });
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the server is not there');
    return value;
  };
  return {
    get client() {
      return there(running.client);
    },
    connect: (parameters) => {
      const url = there(running.url);
      return EventStoreDBClient.connectionString(`${url}${url.includes('?') ? '&' : '?'}${parameters}`);
    },
    get node() {
      return there(running.node);
    },
  };
}

const run = randomUUID().slice(0, 8);
let streams = 0;

/** A stream name that no other test uses, in no other run either. */
export const newStream = (kind = 'stream'): string => `${kind}-${run}-${(streams += 1)}`;

/** Those events of `$all` since a position that are in one of the streams, in the order of the log. */
export async function inAll(
  client: EventStoreDBClient,
  {
    streams: wanted,
    from,
    direction = 'forwards',
  }: { streams: readonly string[]; from: Position; direction?: Direction },
): Promise<AllStreamResolvedEvent[]> {
  const events = direction === 'forwards' ? { fromPosition: from } : { direction, fromPosition: 'end' as const };
  const found: AllStreamResolvedEvent[] = [];
  const reading = client.readAll(events);
  for await (const resolved of reading) {
    if (direction === 'backwards' && (resolved.event?.position.commit ?? 0n) < from.commit) break;
    if (wanted.includes((resolved.link ?? resolved.event)?.streamId ?? '')) found.push(resolved);
  }
  await reading.cancel();
  return found;
}

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
