import { once } from 'node:events';
import { readFileSync } from 'node:fs';

import {
  type AllStreamSubscription,
  eventTypeFilter,
  excludeSystemEvents,
  type Position,
  type ResolvedEvent,
  streamNameFilter,
  type StreamSubscription,
} from '@eventstore/db-client';

import {
  collect,
  commitOf,
  type EventStoreUnderTest,
  newStream,
  numbered,
  numbersOf,
  ofOurOwn,
  take,
  useEventStore,
} from './support/event-store.js';

const store = useEventStore();

/** Anonymous memory of a process: heap and buffers without the mapped database. Linux only; elsewhere 0. */
function anonymousMiB(pid: number): number {
  try {
    const found = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Number(found?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The first `count` events of a subscription, which goes on. */
async function readSome(subscription: StreamSubscription, count: number): Promise<ResolvedEvent[]> {
  const all: ResolvedEvent[] = [];
  while (all.length < count) {
    const event: ResolvedEvent | null = subscription.read();
    if (event === null) await once(subscription, 'readable');
    else all.push(event);
  }
  return all;
}

/** Subscribers who have taken nothing since they were let in, on a few connections. */
async function pausedSubscribers({ connect }: EventStoreUnderTest, stream: string, count: number) {
  const clients = range(10).map(() => connect('keepAliveInterval=-1'));
  const paused = range(count).map((n) => (clients[n % clients.length] ?? connect('')).subscribeToStream(stream));
  await Promise.all(paused.map((subscription) => once(subscription, 'confirmation')));
  for (const subscription of paused) subscription.on('error', () => undefined); // cancelled, when it is over
  const close = async () => {
    for (const client of clients) await client.dispose();
  };
  return { paused, close };
}

const range = (count: number, first = 0): number[] => Array.from({ length: count }, (_, n) => first + n);

describe('to a stream', () => {
  it('catches up from the start and goes on live', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(600));
    const subscription = store.client.subscribeToStream(stream);
    subscription.once('caughtUp', () => void store.client.appendToStream(stream, numbered(3, 600)));
    expect(numbersOf(await take(subscription, 603))).toEqual(range(603));
  });

  it('begins after the revision it names', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(5));
    const subscription = store.client.subscribeToStream(stream, { fromRevision: 2n });
    expect(numbersOf(await take(subscription, 2))).toEqual([3, 4]);
  });

  it('begins at the end with what comes next', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(5));
    const subscription = store.client.subscribeToStream(stream, { fromRevision: 'end' });
    await once(subscription, 'caughtUp');
    await store.client.appendToStream(stream, numbered(1, 5));
    expect(numbersOf(await take(subscription, 1))).toEqual([5]);
  });

  it('waits for a stream that is not there yet', async () => {
    const stream = newStream();
    const subscription = store.client.subscribeToStream(stream);
    await once(subscription, 'caughtUp');
    await store.client.appendToStream(stream, numbered(2));
    expect(numbersOf(await take(subscription, 2))).toEqual([0, 1]);
  });

  it('ends with an error when the stream is tombstoned', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(1));
    const subscription = store.client.subscribeToStream(stream);
    const failed = once(subscription, 'error');
    subscription.once('caughtUp', () => void store.client.tombstoneStream(stream));
    subscription.resume();
    const [error] = await failed;
    expect(error).toMatchObject({ type: 'stream-deleted', streamName: stream });
  });
});

describe('to $all', () => {
  it('hands over from old to live events without a gap or a duplicate under load', async () => {
    const stream = newStream('handover');
    const TOTAL = 4_000;
    const writing = (async () => {
      for (let n = 0; n < TOTAL; n += 20) await store.client.appendToStream(stream, numbered(20, n));
    })();
    const filter = streamNameFilter({ prefixes: [stream] });
    const started = range(8).map(async (n) => {
      await collect(store.client.readStream(stream, { maxCount: n * 50 }).on('error', () => undefined)).catch(() => []);
      return take(store.client.subscribeToAll({ filter }), TOTAL);
    });
    for (const events of await Promise.all(started)) expect(numbersOf(events)).toEqual(range(TOTAL));
    await writing;
  });

  it('begins after the position it names, or at the end', async () => {
    const stream = newStream();
    const { position } = await store.client.appendToStream(stream, numbered(1));
    await store.client.appendToStream(stream, numbered(2, 1));
    const filter = streamNameFilter({ prefixes: [stream] });
    const after = store.client.subscribeToAll({ fromPosition: position ?? 'start', filter });
    expect(numbersOf(await take(after, 2))).toEqual([1, 2]);

    const fromEnd = store.client.subscribeToAll({ fromPosition: 'end', filter });
    await once(fromEnd, 'caughtUp');
    await store.client.appendToStream(stream, numbered(1, 3));
    expect(numbersOf(await take(fromEnd, 1))).toEqual([3]);
  });

  it.each([
    ['stream name prefixes', (tag: string) => streamNameFilter({ prefixes: [`no-${tag}`, `yes-${tag}`] })],
    ['a stream name expression', (tag: string) => streamNameFilter({ regex: `^yes-${tag}$` })],
    ['event type prefixes', (tag: string) => eventTypeFilter({ prefixes: [`yes.${tag}`] })],
    ['an event type expression', (tag: string) => eventTypeFilter({ regex: `^yes\\.${tag}\\.v\\d$` })],
  ])('filters by %s', async (_name, filterFor) => {
    const tag = newStream('filter');
    for (let n = 0; n < 3; n += 1) {
      await store.client.appendToStream(`yes-${tag}`, numbered(1, n, `yes.${tag}.v1`));
      await store.client.appendToStream(`other-${tag}`, numbered(40, 0, `other.${tag}.v1`));
    }
    expect(numbersOf(await take(store.client.subscribeToAll({ filter: filterFor(tag) }), 3))).toEqual([0, 1, 2]);
  });

  it('leaves system events out when asked', async () => {
    const stream = newStream();
    const { position } = await store.client.appendToStream(stream, numbered(1));
    await store.client.setStreamMetadata(stream, { maxCount: 10 });
    await store.client.appendToStream(stream, numbered(1, 1));
    const fromPosition = position ?? 'start';
    const both = streamNameFilter({ regex: `^(\\$\\$)?${stream}$` });
    const [all] = await take(store.client.subscribeToAll({ fromPosition, filter: both }), 1);
    expect(all?.event?.type).toBe('$metadata');
    const [ours] = await take(store.client.subscribeToAll({ fromPosition, filter: excludeSystemEvents() }), 1);
    expect(ours?.event?.type).toBe('test.numbered.v1');
  });

  ofOurOwn.it('refuses a filter that is no regular expression', async () => {
    const subscription = store.client.subscribeToAll({ filter: streamNameFilter({ regex: '(' }) });
    const [error] = await once(subscription, 'error');
    expect(String(error)).toMatch(/Invalid regular expression/);
  });
});

describe('checkpoints of a filtered subscription', () => {
  ofOurOwn.it('tell after every interval of windows how far it looked, between the events they belong to', async () => {
    const stream = newStream();
    const { position: before } = await store.client.appendToStream(stream, numbered(1));
    await store.client.appendToStream(stream, numbered(100, 0, 'skipped.v1'));
    await store.client.appendToStream(stream, numbered(1, 1, 'wanted.v1'));
    const start = before?.commit ?? 0n;
    const seen: (bigint | 'event')[] = [];
    const filter = eventTypeFilter({
      prefixes: ['wanted.'],
      maxSearchWindow: 10,
      checkpointInterval: 3,
      checkpointReached: (_: AllStreamSubscription, { commit }: Position) => void seen.push(commit - start),
    });
    const subscription = store.client.subscribeToAll({ fromPosition: before ?? 'start', filter });
    subscription.on('data', () => seen.push('event'));
    await once(subscription, 'caughtUp');
    await subscription.unsubscribe();
    expect(seen).toEqual([30n, 60n, 90n, 'event', 101n]);
  });

  it('resume after themselves, losing nothing', async () => {
    const stream = newStream();
    const { position } = await store.client.appendToStream(stream, numbered(200, 0, 'noise.v1'));
    const checkpoints: Position[] = [];
    const filter = streamNameFilter({
      prefixes: [stream],
      checkpointReached: (_: AllStreamSubscription, at: Position) => void checkpoints.push(at),
    });
    const first = store.client.subscribeToAll({ filter });
    first.resume();
    await once(first, 'caughtUp');
    await first.unsubscribe();
    // A server that has more to look at than our events tells them on the way; ours tells one when it has caught up.
    expect(checkpoints.at(-1)?.commit).toBeGreaterThanOrEqual(position?.commit ?? 0n);
    await store.client.appendToStream(stream, numbered(2, 7));
    const resumed = store.client.subscribeToAll({ fromPosition: checkpoints.at(-1) ?? 'start', filter });
    expect(numbersOf(await take(resumed, 2))).toEqual([7, 8]);
  });
});

describe('a client that was told when it is live', () => {
  it('is told when it has caught up, also with nothing to read', async () => {
    const stream = newStream();
    const subscription = store.client.subscribeToStream(stream);
    await once(subscription, 'caughtUp');
    await subscription.unsubscribe();
  });

  ofOurOwn.it('is told when it fell behind, and when it has caught up again', async () => {
    const stream = newStream();
    const subscription = store.client.subscribeToStream(stream);
    const told: string[] = [];
    for (const name of ['caughtUp', 'fellBehind'] as const) subscription.on(name, () => told.push(name));
    await once(subscription, 'caughtUp');
    const padding = 'x'.repeat(2_000);
    const events = numbered(600).map((event) => ({ ...event, data: { ...Object(event.data), padding } }));
    await store.client.appendToStream(stream, events); // more than a reader takes at once
    const again = once(subscription, 'caughtUp');
    expect(numbersOf(await readSome(subscription, 600))).toEqual(range(600));
    await again;
    expect(told).toEqual(['caughtUp', 'fellBehind', 'caughtUp']);
    await subscription.unsubscribe();
  });
});

ofOurOwn.describe('subscribers that stand still', () => {
  const padding = 'x'.repeat(10_000);
  const padded = (count: number, first: number) =>
    numbered(count, first).map((event) => ({ ...event, data: { ...Object(event.data), padding } }));

  it('do not fill the memory of the node: one, however much it has missed', async () => {
    const stream = newStream();
    const paused = store.client.subscribeToStream(stream);
    await once(paused, 'confirmation');
    const before = anonymousMiB(store.node.pid);
    for (let n = 0; n < 30; n += 1) await store.client.appendToStream(stream, padded(300, n * 300));
    // 90 MB were written; mapped pages of the database aside, none of it may wait in the heap for the subscriber.
    expect(anonymousMiB(store.node.pid) - before).toBeLessThan(80);
    expect(numbersOf(await take(paused, 9_000))).toEqual(range(9_000));
    // 90 MB through the disk and back: on a machine that does other things as well this is not a matter of seconds
  }, 180_000);

  it('do not fill the memory of the node: a thousand over a busy log', async () => {
    const stream = newStream();
    await store.client.appendToStream(stream, numbered(1));
    const { paused, close } = await pausedSubscribers(store, stream, 1_000);
    const before = anonymousMiB(store.node.pid);
    for (let n = 0; n < 10; n += 1) await store.client.appendToStream(stream, padded(300, 1 + n * 300));
    const full = anonymousMiB(store.node.pid);
    for (let n = 10; n < 30; n += 1) await store.client.appendToStream(stream, padded(300, 1 + n * 300));
    // Each holds what HTTP/2 has under way and a slice behind it, some with the garbage they came in …
    expect(full - before).toBeLessThan(1_000 * 0.5);
    // … and nothing of the 60 MB that it misses after that.
    expect(anonymousMiB(store.node.pid) - full).toBeLessThan(80);
    // None of them holds up the others, and each has missed nothing.
    const [first, last] = [paused[0], paused.at(-1)];
    if (first === undefined || last === undefined) throw new Error('no subscribers');
    for (const each of [first, last]) expect(numbersOf(await take(each, 9_001))).toEqual(range(9_001));
    await close();
  }, 300_000);
});

it('serves many subscriptions at once, each in order', async () => {
  const stream = newStream('crowd');
  const filter = streamNameFilter({ prefixes: [stream] });
  const subscriptions = range(30).map(() => store.client.subscribeToAll({ filter }));
  await Promise.all(subscriptions.map((subscription) => once(subscription, 'caughtUp')));
  const taken = subscriptions.map((subscription) => take(subscription, 100));
  for (let n = 0; n < 100; n += 10) await store.client.appendToStream(stream, numbered(10, n));
  for (const events of await Promise.all(taken)) {
    expect(numbersOf(events)).toEqual(range(100));
    expect(events.map(commitOf)).toEqual([...events.map(commitOf)].sort((a, b) => (a < b ? -1 : 1)));
  }
});
