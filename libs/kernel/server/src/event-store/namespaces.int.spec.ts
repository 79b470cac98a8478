import { EventStoreDBClient } from '@eventstore/db-client';
import { jest } from '@jest/globals';
import { newId } from '@max/kernel';
import { PassThrough } from 'node:stream';

import { startEngines, type TestEngines } from '../testing/test-engines';

import { EsdbEventStore } from './esdb-event-store';
import { eventStoreContract } from './event-store.contract';
import { RevisionConflict, type EventToAppend, type RecordedEvent } from './event-store';

const event = (n: number): EventToAppend => ({
  id: newId(),
  type: 'test.counted.v1',
  data: { n },
  metadata: {
    actor: { kind: 'system', id: 'test' },
    occurredAt: '2026-11-01T00:00:00.000Z',
    correlationId: 'c',
    causationId: 'c',
    schemaVersion: 1,
  },
});
const counted = (count: number, first = 0) => Array.from({ length: count }, (_, i) => event(first + i));
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
};
const seen = (events: readonly RecordedEvent[]) =>
  events.map(({ stream, data }) => [stream, (data as { n: number }).n]);
let namespaces = 0;
/** Made from the test's own, so that they go with it. */
const namespace = (): string => `${engines.config.eventNamespace ?? 'test'}_${(namespaces += 1)}`;
/** An installation without a namespace would see the events of this test. */
const whereNobodyElseIs = process.env['MAX_TEST_EVENT_STORE'] ? it.skip : it;

let engines: TestEngines;
const open = (name: string | undefined): EsdbEventStore =>
  new EsdbEventStore(engines.config.eventStore, { namespace: name });
beforeAll(async () => void (engines = await startEngines()));
afterAll(() => engines.stop());

eventStoreContract('in a namespace', async () => {
  const store = open(namespace());
  // somebody else is at work in the same log
  const neighbour = open(namespace());
  await neighbour.append('test-1', 'any', counted(100));
  return { store, close: async () => void (await Promise.all([store.close(), neighbour.close()])) };
});

describe('installations that share a log', () => {
  let staging: EsdbEventStore;
  let demo: EsdbEventStore;
  beforeAll(() => {
    [staging, demo] = [open(namespace()), open(namespace())];
  });
  afterAll(() => Promise.all([staging.close(), demo.close()]));

  it('have streams of the same name that are not the same', async () => {
    await staging.append('payouts-settings', 'no-stream', [event(1)]);
    await demo.append('payouts-settings', 'no-stream', [event(2)]);
    expect(seen(await all(staging.read('payouts-settings')))).toEqual([['payouts-settings', 1]]);
    expect(seen(await all(demo.readAll()))).toEqual([['payouts-settings', 2]]);
    await expect(demo.append('payouts-settings', 5, [event(3)])).rejects.toEqual(
      new RevisionConflict('payouts-settings', 5, 0),
    );
  });

  it('have heads of their own: the newest event of a neighbour moves nobody else’s', async () => {
    const { position } = await staging.append('head-1', 'any', [event(1)]);
    await demo.append('head-1', 'any', counted(2_000));
    expect(await staging.head()).toBe(position);
    const empty = open(namespace());
    expect(await empty.head()).toBe(0n);
    await empty.close();
  });

  it('follow their own events only, past thousands of others', async () => {
    const after = await staging.head();
    const stop = new AbortController();
    const numbers: unknown[] = [];
    const following = (async () => {
      for await (const batch of staging.follow({ after, signal: stop.signal })) {
        numbers.push(...seen(batch).map(([, n]) => n));
        if (numbers.length >= 3) stop.abort();
      }
    })();
    for (const n of [1, 2, 3]) {
      await demo.append('noise-1', 'any', counted(1_500));
      await staging.append('signal-1', 'any', [event(n)]);
    }
    await following;
    expect(numbers).toEqual([1, 2, 3]);
  });

  whereNobodyElseIs('leave the installation that has no namespace alone (the store is not ours alone)', async () => {
    const plain = open(undefined);
    const before = await plain.head();
    await staging.append('aside-1', 'any', [event(1)]);
    const stream = `test-${newId()}`;
    const { position } = await plain.append(stream, 'no-stream', [event(7)]);
    await staging.append('aside-1', 'any', [event(2)]);
    const events = (await all(plain.readAll({ after: before }))).filter(({ type }) => type === 'test.counted.v1');
    expect(events.every(({ stream: name }) => !name.includes(':'))).toBe(true);
    expect(events.map(({ stream: name }) => name)).toContain(stream);
    expect(await plain.head()).toBeGreaterThanOrEqual(position);
    await plain.close();
  });

  it('cannot write into one another', async () => {
    await expect(staging.append('demo:payout-1', 'any', [event(1)])).rejects.toThrow('not a stream of ours');
    await expect(all(staging.read('$settings'))).rejects.toThrow('not a stream of ours');
  });
});

describe('a subscription that breaks off', () => {
  afterEach(() => jest.restoreAllMocks());

  it('loses nothing of what had come, repeats nothing, and goes on where the server had looked to', async () => {
    const resolved = (commit: bigint) => {
      const { id, type, data, metadata } = event(Number(commit));
      const position = { commit, prepare: commit };
      return { event: { id, type, data, metadata, position, streamId: 's-1', revision: commit, created: new Date(0) } };
    };
    type Asked = { fromPosition: unknown; filter: { checkpointReached(feed: unknown, position: object): void } };
    const starts: unknown[] = [];
    jest.spyOn(EventStoreDBClient.prototype, 'subscribeToAll').mockImplementation(((asked: Asked) => {
      const turn = starts.push(asked.fromPosition);
      const feed = Object.assign(new PassThrough({ objectMode: true }), { unsubscribe: async () => feed.end() });
      const breakOff = () => feed.destroy(Object.assign(new Error('dropped'), { type: 'unavailable' }));
      const second = resolved(2n);
      // breaks off while its second event is looked at and its third is still on its way
      const breaking = { get event() { return breakOff() && second.event; } }; // prettier-ignore
      const pushed = [[resolved(1n), breaking, resolved(3n)], [resolved(3n)], [resolved(3n), resolved(60n)]][turn - 1];
      for (const item of pushed ?? []) feed.push(item);
      // the second has looked further than its last event when it breaks off
      if (turn === 2)
        setTimeout(() => {
          asked.filter.checkpointReached(feed, { commit: 50n, prepare: 50n });
          breakOff();
        }, 20);
      return feed;
    }) as never);
    const store = open(undefined);
    const stop = new AbortController();
    const got: bigint[] = [];
    for await (const batch of store.follow({ signal: stop.signal })) {
      got.push(...batch.map(({ position }) => position));
      if (got.at(-1) === 60n) stop.abort();
    }
    expect(got).toEqual([1n, 2n, 3n, 60n]);
    expect(starts).toEqual(['start', { commit: 2n, prepare: 2n }, { commit: 50n, prepare: 50n }]);
    await store.close();
  });
});
