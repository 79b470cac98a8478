import { newId, type Decider, type DomainEvent } from '@max/kernel';

import { EsdbEventStore } from '../event-store/esdb-event-store';
import type { EventStore } from '../event-store/event-store';
import { startEngines, type TestEngines } from '../testing/test-engines';

import { idFor, type CommandContext } from './command-context';
import { Decisions } from './decisions';

type Opened = DomainEvent<'test.opened.v1', { at: string }>;
type Named = DomainEvent<'test.named.v1', { name: string }>;
type Command = { type: 'open' } | { type: 'name'; name: string };
const account: Decider<string[], Command, Opened | Named> = {
  initialState: [],
  decide: (command, state) => {
    if (command.type === 'name') return [{ type: 'test.named.v1', data: { name: command.name } }];
    if (state.length > 0) throw new Error('opened already');
    return [
      { type: 'test.opened.v1', data: { at: newId() } },
      { type: 'test.named.v1', data: { name: 'new' } },
    ];
  },
  evolve: (state, event) => [...state, event.type === 'test.named.v1' ? event.data.name : 'opened'],
};
const context = (requestSeed?: string): CommandContext => ({
  actor: { kind: 'user', id: 'u-1' },
  now: new Date('2026-11-01T00:00:00Z'),
  correlationId: newId(),
  causationId: newId(),
  ...(requestSeed === undefined ? {} : { requestSeed }),
});

describe('a request that is repeated', () => {
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
  const revisionOf = async (stream: string) => (await decisions.load(account, stream)).revision;

  it('makes the same ids, and other ids for other things', () => {
    const seed = newId();
    expect(idFor(context(seed), 'payee')).toBe(idFor(context(seed), 'payee'));
    expect(idFor(context(seed), 'payee')).not.toBe(idFor(context(seed), 'batch'));
    expect(idFor(context(), 'payee')).not.toBe(idFor(context(), 'payee'));
  });

  it('answers what it did, though others have written since and it would be refused now', async () => {
    const stream = `account-${newId()}`;
    const seed = newId();
    const first = await decisions.decide(account, stream, { type: 'open' }, context(seed));
    await decisions.decide(account, stream, { type: 'name', name: 'changed' }, context());
    const again = await decisions.decide(account, stream, { type: 'open' }, context(seed));
    expect(again).toEqual(first);
    expect(again.state).toEqual(['opened', 'new']);
    expect(await revisionOf(stream)).toBe(2);
    await expect(decisions.decide(account, stream, { type: 'open' }, context(newId()))).rejects.toThrow(
      'opened already',
    );
  });

  it('does what it had not come to: the second command of a request whose first was stored', async () => {
    const stream = `account-${newId()}`;
    const seed = newId();
    await decisions.decide(account, stream, { type: 'open' }, context(seed));
    const name = { type: 'name', name: 'second' } as const;
    for (let i = 0; i < 3; i += 1) {
      await decisions.decide(account, stream, { type: 'open' }, context(seed));
      const named = await decisions.decide(account, stream, name, context(seed));
      expect([named.revision, named.state.at(-1)]).toEqual([2, 'second']);
    }
    expect(await revisionOf(stream)).toBe(2);
  });

  it('many times at once does it once, and all are told the same place', async () => {
    const stream = `account-${newId()}`;
    const seed = newId();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => decisions.decide(account, stream, { type: 'open' }, context(seed))),
    );
    expect(new Set(all.map(({ position, revision }) => `${revision} at ${position}`)).size).toBe(1);
    expect(await revisionOf(stream)).toBe(1);
  });
});
