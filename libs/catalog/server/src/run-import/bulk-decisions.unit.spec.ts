import type { Decider, DomainEvent } from '@max/kernel';
import { bySystem, Decisions, RevisionConflict, type EventStore, type EventToAppend } from '@max/kernel/server';

import { BulkDecisions } from './bulk-decisions';

type Named = DomainEvent<'test.named.v1', { name: string }>;
const thing: Decider<string, string, Named> = {
  initialState: '',
  decide: (name, state) => (name === state ? [] : [{ type: 'test.named.v1', data: { name } }]),
  evolve: (_state, { data }) => data.name,
};

/** A store in memory that counts its calls; only what decisions use. */
const storeInMemory = (streams: Map<string, EventToAppend[]>) => {
  const calls = { append: 0, read: 0 };
  const store = {
    append: async (stream: string, expected: unknown, events: EventToAppend[]) => {
      calls.append += 1;
      const known = streams.get(stream) ?? [];
      const revision = known.length - 1;
      if (expected === 'no-stream' ? known.length > 0 : expected !== revision) {
        throw new RevisionConflict(stream, 'no-stream', revision);
      }
      streams.set(stream, [...known, ...events]);
      return { revision: known.length + events.length - 1, position: 1n };
    },
    read: async function* (stream: string) {
      calls.read += 1;
      yield* (streams.get(stream) ?? []).map((event, revision) => ({ ...event, revision, position: 1n }));
    },
  } as unknown as EventStore;
  return { store, calls };
};

describe('decisions in bulk', () => {
  const streams = new Map<string, EventToAppend[]>();
  const bulk = () => {
    const { store, calls } = storeInMemory(streams);
    const context = bySystem('test', new Date(), 'cause');
    return { calls, decisions: new BulkDecisions(store, new Decisions(store), context) };
  };
  const names = (stream: string) => streams.get(stream)?.map(({ data }) => (data as { name: string }).name);

  test('append to new streams without looking', async () => {
    const { calls, decisions } = bulk();
    for (let i = 0; i < 10; i++) await decisions.decide(thing, `s-${i}`, () => 'first');
    expect(calls).toEqual({ append: 10, read: 0 });
    expect(names('s-7')).toEqual(['first']);
  });

  test('look first once streams turn out to be known, and change only what changes', async () => {
    const { calls, decisions } = bulk();
    for (let i = 0; i < 10; i++) await decisions.decide(thing, `s-${i}`, () => 'first');
    expect(calls).toEqual({ append: 1, read: 10 });
    await decisions.decide(thing, 's-7', (state) => `${state}, then second`);
    expect(names('s-7')).toEqual(['first', 'first, then second']);
  });

  test('return to new streams', async () => {
    const { calls, decisions } = bulk();
    await decisions.decide(thing, 's-1', () => 'first');
    for (let i = 20; i < 25; i++) await decisions.decide(thing, `s-${i}`, () => 'first');
    expect(calls).toEqual({ append: 6, read: 2 });
    expect(names('s-24')).toEqual(['first']);
  });
});
