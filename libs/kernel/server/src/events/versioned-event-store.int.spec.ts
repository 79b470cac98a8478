import { earlierShape, newId, type Decider, type DomainEvent } from '@max/kernel';

import { bySystem } from '../commands/command-context';
import { Decisions } from '../commands/decisions';
import { EsdbEventStore } from '../event-store/esdb-event-store';
import type { EventToAppend, RecordedEvent } from '../event-store/event-store';
import { problemOf } from '../http/problem-of';
import { startEngines, type TestEngines } from '../testing/test-engines';

import { EventTypes } from './event-types';
import { MisplacedEvent, UndeclaredEventType, UnreadableEvent } from './unreadable-event';
import { VersionedEventStore } from './versioned-event-store';

type Counted = DomainEvent<'test.counted.v2', { to: number }>;
const counter: Decider<number, number, Counted> = {
  initialState: 0,
  decide: (to) => [{ type: 'test.counted.v2', data: { to } }],
  evolve: (_state, { data }) => data.to,
};

/** As a program of today: what was `.v1` with text, then with a count, is `.v2` in its third shape. */
const typesOfToday = (): EventTypes => {
  const types = new EventTypes();
  const upcastCount = earlierShape<{ count: number }, Counted['data']>({
    schemaVersion: 1,
    upcast: ({ count }) => ({ to: count }),
  });
  const upcastText = earlierShape<{ count: string }, { count: number }>({
    type: 'test.counted.v1',
    schemaVersion: 1,
    upcast: ({ count }) => {
      if (!/^\d+$/.test(count)) throw new TypeError(`${count} is no count`);
      return { count: Number(count) };
    },
  });
  const declared = { says: 'Somebody counted.', stream: 'counter-<id>', since: '0.0.0' };
  const before = [upcastText, upcastCount];
  types.register({
    context: 'test',
    union: 'TestEvent',
    types: {
      'test.counted.v2': { ...declared, schemaVersion: 2, before },
      'test.moved.v1': { ...declared, stream: 'account-<id>' },
    },
  });
  return types;
};

describe('events of other versions', () => {
  let engines: TestEngines;
  let stored: EsdbEventStore;
  let today: VersionedEventStore;
  const context = bySystem('test', new Date('2026-11-01T00:00:00Z'), 'test');
  const event = (type: string, schemaVersion: number, data: object): EventToAppend => ({
    id: newId(),
    type,
    data,
    metadata: {
      actor: context.actor,
      occurredAt: '2026-11-01T00:00:00.000Z',
      correlationId: 'c',
      causationId: 'c',
      schemaVersion,
    },
  });
  /** A stream as another version wrote it. */
  const written = async (...events: EventToAppend[]): Promise<string> => {
    const stream = `counter-${newId()}`;
    await stored.append(stream, 'no-stream', events);
    return stream;
  };
  const all = async (reading: AsyncIterable<RecordedEvent>): Promise<RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    for await (const one of reading) events.push(one);
    return events;
  };

  beforeAll(async () => {
    engines = await startEngines();
    stored = new EsdbEventStore(engines.config.eventStore, { namespace: engines.config.eventNamespace });
    today = new VersionedEventStore(stored, typesOfToday());
  });
  afterAll(async () => {
    await stored.close();
    await engines.stop();
  });

  it('are decided on in the shape of today, and stay in the log as they were written', async () => {
    const old = event('test.counted.v1', 1, { count: '3' });
    const newer = event('test.counted.v2', 1, { count: 4 });
    const stream = await written(old, newer);
    const decisions = new Decisions(today);
    expect((await decisions.load(counter, stream)).state).toBe(4);
    await decisions.decide(counter, stream, 5, context);
    const shape = ({ type, data, metadata }: RecordedEvent) => [type, data, metadata.schemaVersion];
    expect((await all(today.read(stream))).map(shape)).toEqual([
      ['test.counted.v2', { to: 3 }, 2],
      ['test.counted.v2', { to: 4 }, 2],
      ['test.counted.v2', { to: 5 }, 2],
    ]);
    expect((await all(today.stored.read(stream))).map(shape)).toEqual([
      ['test.counted.v1', { count: '3' }, 1],
      ['test.counted.v2', { count: 4 }, 1],
      ['test.counted.v2', { to: 5 }, 2],
    ]);
  });

  it.each([
    ['a type that nobody declares', event('test.dreamt.v1', 1, {}), 'unknown-type'],
    ['a schema version of tomorrow', event('test.counted.v2', 3, { to: 1 }), 'unknown-schema-version'],
    ['a type of another kind of stream', event('test.moved.v1', 1, { to: 1 }), 'misplaced'],
    ['data that its upcaster does not take', event('test.counted.v1', 1, { count: 'few' }), 'upcast-failed'],
  ])('with %s stop the decision, and the answer says where', async (_what, strange, because) => {
    const stream = await written(event('test.counted.v2', 2, { to: 1 }), strange);
    const decided = new Decisions(today).decide(counter, stream, 2, context);
    const error: unknown = await decided.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UnreadableEvent);
    expect(error).toMatchObject({ because, stream, revision: 1, type: strange.type });
    expect(await all(stored.read(stream))).toHaveLength(2);
    expect(problemOf(error)).toEqual({
      kind: 'fault',
      problem: {
        type: 'unreadable-event',
        title: 'The log holds an event that this version can not read',
        status: 500,
        detail: expect.stringContaining(`event 1 of ${stream}`),
        stream,
        revision: 1,
        eventType: strange.type,
      },
    });
  });

  it('are an error for whoever reads the whole log, too', async () => {
    const head = await stored.head();
    await written(event('test.dreamt.v1', 1, {}));
    await expect(all(today.readAll({ after: head }))).rejects.toBeInstanceOf(UnreadableEvent);
    const stop = new AbortController();
    const following = today.follow({ after: head, signal: stop.signal });
    await expect(following[Symbol.asyncIterator]().next()).rejects.toBeInstanceOf(UnreadableEvent);
    stop.abort();
  });

  it('are not written: only types of today, to streams of their own', async () => {
    const append = async (stream: string, one: EventToAppend) => today.append(stream, 'any', [one]);
    const counted = event('test.counted.v2', 1, { to: 1 });
    await expect(append('counter-1', event('test.counted.v1', 1, {}))).rejects.toBeInstanceOf(UndeclaredEventType);
    await expect(append('counter-1', event('test.dreamt.v1', 1, {}))).rejects.toBeInstanceOf(UndeclaredEventType);
    await expect(append('account-1', counted)).rejects.toBeInstanceOf(MisplacedEvent);
    expect(await all(stored.read('counter-1'))).toEqual([]);
    await append('counter-1', counted);
    expect((await all(stored.read('counter-1')))[0]?.metadata.schemaVersion).toBe(2);
  });
});
