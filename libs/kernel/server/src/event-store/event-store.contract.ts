import { newId } from '@max/kernel';

import { RevisionConflict, type EventStore, type EventToAppend, type RecordedEvent } from './event-store';

const event = (n: number, id: string = newId()): EventToAppend => ({
  id,
  type: 'test.counted.v1',
  data: { n, text: 'ä€😀', amount: '0.10000000000000000000000000001' },
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
const numbers = (events: readonly RecordedEvent[]) => events.map(({ data }) => (data as { n: number }).n);

/** What every event store must do, whoever runs it. */
export const eventStoreContract = (
  name: string,
  open: () => Promise<{ store: EventStore; close(): Promise<void> }>,
): void => {
  describe(`event store: ${name}`, () => {
    let store: EventStore;
    let close: () => Promise<void>;
    const stream = () => `test-${newId()}`;
    beforeAll(async () => ({ store, close } = await open()));
    afterAll(() => close());

    it('gives back what was appended, to the last digit', async () => {
      const name = stream();
      const { revision, position } = await store.append(name, 'no-stream', counted(3));
      const events = await all(store.read(name));
      expect(events.map(({ revision: at }) => at)).toEqual([0, 1, 2]);
      expect(events[2]).toMatchObject({
        stream: name,
        revision,
        position,
        data: event(2).data,
        metadata: event(2).metadata,
      });
    });

    it('reads from a revision, backwards, and some', async () => {
      const name = stream();
      await store.append(name, 'no-stream', counted(5));
      expect(numbers(await all(store.read(name, { from: 3 })))).toEqual([3, 4]);
      expect(numbers(await all(store.read(name, { backwards: true, max: 2 })))).toEqual([4, 3]);
      expect(await all(store.read(stream()))).toEqual([]);
    });

    it('refuses an append to a stream that has moved on, and says where it is', async () => {
      const name = stream();
      await store.append(name, 'no-stream', counted(2));
      await expect(store.append(name, 'no-stream', counted(1))).rejects.toMatchObject({ actual: 1 });
      await expect(store.append(name, 0, counted(1))).rejects.toBeInstanceOf(RevisionConflict);
      await expect(store.append(stream(), 'stream-exists', counted(1))).rejects.toBeInstanceOf(RevisionConflict);
      await store.append(name, 1, counted(1, 2));
      await store.append(name, 'any', counted(1, 3));
      expect(numbers(await all(store.read(name)))).toEqual([0, 1, 2, 3]);
    });

    it('takes an event of 4 MiB, as the booking of a large report may be (EventStoreDB: MAX_APPEND_SIZE)', async () => {
      const name = stream();
      const large = { ...event(1), data: { n: 1, postings: 'x'.repeat(4 * 1024 * 1024) } };
      await store.append(name, 'no-stream', [large]);
      expect((await all(store.read(name)))[0]?.data).toEqual(large.data);
    });

    it('lets one of two concurrent appends win', async () => {
      const name = stream();
      const outcomes = await Promise.allSettled([1, 2, 3, 4].map((n) => store.append(name, 'no-stream', [event(n)])));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await all(store.read(name))).toHaveLength(1);
    });

    it('takes the same events twice as once', async () => {
      const name = stream();
      const events = counted(2);
      const first = await store.append(name, 'no-stream', events);
      const second = await store.append(name, 'no-stream', events);
      expect(second.revision).toBe(first.revision);
      expect(await all(store.read(name))).toHaveLength(2);
    });

    it('reads the whole log after a position, in order, without the store’s own events', async () => {
      const before = await store.head();
      const [a, b] = [stream(), stream()];
      await store.append(a, 'no-stream', [event(1)]);
      await store.append(b, 'no-stream', [event(2)]);
      const { position } = await store.append(a, 0, [event(3)]);
      const events = await all(store.readAll({ after: before }));
      expect(numbers(events)).toEqual([1, 2, 3]);
      expect(events.every(({ position: at }, i) => i === 0 || at > events[i - 1]!.position)).toBe(true);
      expect(await store.head()).toBe(position);
      expect(numbers(await all(store.readAll({ backwards: true, before: position, max: 1 })))).toEqual([2]);
    });

    it('follows the log from what is there into what comes, without a gap or a repetition', async () => {
      const after = await store.head();
      const name = stream();
      await store.append(name, 'no-stream', counted(50));
      const stop = new AbortController();
      const seen: number[] = [];
      const following = (async () => {
        for await (const batch of store.follow({ after, signal: stop.signal, batchSize: 20 })) {
          expect(batch.length).toBeLessThanOrEqual(20);
          seen.push(...numbers(batch));
          if (seen.length >= 100) stop.abort();
        }
      })();
      for (let first = 50; first < 100; first += 10) await store.append(name, 'any', counted(10, first));
      await following;
      expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i));
    });
  });
};
