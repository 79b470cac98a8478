import { newId, type Decider, type DomainEvent } from '@max/kernel';

import { EsdbEventStore } from '../event-store/esdb-event-store';
import type { EventStore, RecordedEvent } from '../event-store/event-store';
import { startEngines, type TestEngines } from '../testing/test-engines';

import { becauseOf, type CommandContext } from './command-context';
import { Decisions } from './decisions';

type Counted = DomainEvent<'test.counted.v1', { to: number }>;
const counter: Decider<number, 'up' | 'nothing', Counted> = {
  initialState: 0,
  decide: (command, state) => (command === 'up' ? [{ type: 'test.counted.v1', data: { to: state + 1 } }] : []),
  evolve: (_state, { data }) => data.to,
};
const context: CommandContext = {
  actor: { kind: 'user', id: 'u-1' },
  now: new Date('2026-11-01T00:00:00Z'),
  correlationId: 'request-1',
  causationId: 'request-1',
  reason: 'a test asked',
};

describe('decisions', () => {
  let engines: TestEngines;
  let store: EventStore;
  let decisions: Decisions;
  beforeAll(async () => {
    engines = await startEngines();
    store = new EsdbEventStore(engines.config.eventStore, { namespace: engines.config.eventNamespace });
    decisions = new Decisions(store);
  });
  afterAll(async () => {
    await store.close();
    await engines.stop();
  });
  const events = async (stream: string): Promise<RecordedEvent[]> => {
    const found: RecordedEvent[] = [];
    for await (const event of store.read(stream)) found.push(event);
    return found;
  };

  it('stamps who, when, why and because of what', async () => {
    const stream = `counter-${newId()}`;
    await decisions.decide(counter, stream, 'up', context);
    const [first] = await events(stream);
    expect(first?.metadata).toEqual({
      actor: { kind: 'user', id: 'u-1' },
      occurredAt: '2026-11-01T00:00:00.000Z',
      correlationId: 'request-1',
      causationId: 'request-1',
      reason: 'a test asked',
      schemaVersion: 1,
    });
  });

  it('decides anew when others were faster, and loses nothing', async () => {
    const stream = `counter-${newId()}`;
    await Promise.all(Array.from({ length: 6 }, () => decisions.decide(counter, stream, 'up', context)));
    expect((await events(stream)).map(({ data }) => (data as { to: number }).to)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('answers a no-op with where the stream stands', async () => {
    const stream = `counter-${newId()}`;
    const { position } = await decisions.decide(counter, stream, 'up', context);
    const noop = await decisions.decide(counter, stream, 'nothing', context);
    expect(noop).toMatchObject({ events: [], state: 1, revision: 0, position });
  });

  it('appends once when a process runs twice because of one event', async () => {
    const [source, stream] = [`counter-${newId()}`, `counter-${newId()}`];
    await decisions.decide(counter, source, 'up', context);
    const [cause] = await events(source);
    const because = becauseOf(cause!, 'test-process', new Date());
    const onlyOnce: typeof counter = {
      ...counter,
      decide: (_c, state) => (state > 0 ? [] : counter.decide('up', state)),
    };
    await Promise.all([1, 2].map(() => decisions.decide(onlyOnce, stream, 'up', because)));
    const made = await events(stream);
    expect(made).toHaveLength(1);
    expect(made[0]?.metadata).toMatchObject({
      actor: { kind: 'system', id: 'test-process' },
      causationId: cause!.id,
      correlationId: 'request-1',
    });
  });
});
