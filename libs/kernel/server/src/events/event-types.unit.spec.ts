import { defineEvents, earlierShape, type DomainEvent, type EventManifest } from '@max/kernel';

import type { RecordedEvent } from '../event-store/event-store';

import { EventTypes } from './event-types';
import { MisplacedEvent, UndeclaredEventType, UnreadableEvent } from './unreadable-event';

type Counted = DomainEvent<'test.counted.v3', { to: number; unit: string }>;
type Told = DomainEvent<'test.told.v1', { text: string }>;
const about = { stream: 'test-<id>', since: '0.0.1' };

/** One type that was called .v1, then .v2, then got a unit: three steps to today. */
const manifest: EventManifest = defineEvents<Counted | Told>({
  context: 'test',
  union: 'TestEvent',
  types: {
    'test.told.v1': { ...about, says: 'Something was told.' },
    'test.counted.v3': {
      ...about,
      says: 'Somebody counted.',
      schemaVersion: 2,
      before: [
        earlierShape<{ count: string }, { value: number }>({
          type: 'test.counted.v1',
          schemaVersion: 1,
          upcast: ({ count }) => ({ value: BigInt(count) > 0n ? Number(count) : 0 }),
        }),
        earlierShape<{ value: number }, { to: number }>({
          type: 'test.counted.v2',
          schemaVersion: 1,
          upcast: ({ value }) => ({ to: value }),
        }),
        earlierShape<{ to: number }, Counted['data']>({
          schemaVersion: 1,
          upcast: ({ to }) => ({ to, unit: 'pieces' }),
        }),
      ],
    },
  },
});

const event = (type: string, schemaVersion: number, data: object): RecordedEvent => ({
  id: '7c1f5b0e-6d0b-4c36-9f0e-3c1f5b0e6d0b',
  type,
  stream: 'test-1',
  revision: 4,
  position: 77n,
  recordedAt: '2026-11-01T00:00:00.000Z',
  data,
  metadata: {
    actor: { kind: 'user', id: 'u-1' },
    occurredAt: '2026-11-01T00:00:00.000Z',
    correlationId: 'c',
    causationId: 'c',
    schemaVersion,
  },
});

describe('event types', () => {
  const types = new EventTypes();
  types.register(manifest);
  const refusal = (stored: RecordedEvent): unknown => {
    try {
      return types.upcast(stored);
    } catch (error) {
      return error;
    }
  };

  it('brings every earlier shape to that of today, step by step', () => {
    const today = event('test.counted.v3', 2, { to: 3, unit: 'pieces' });
    expect(types.upcast(event('test.counted.v1', 1, { count: '3' }))).toEqual(today);
    expect(types.upcast(event('test.counted.v2', 1, { value: 3 }))).toEqual(today);
    expect(types.upcast(event('test.counted.v3', 1, { to: 3 }))).toEqual(today);
  });

  it('leaves an event of today, and the stored one, as they are', () => {
    const today = event('test.counted.v3', 2, { to: 3, unit: 'hours' });
    expect(types.upcast(today)).toBe(today);
    const stored = event('test.counted.v1', 1, { count: '3' });
    const upcast = types.upcast(stored);
    expect(types.upcast(upcast)).toBe(upcast);
    expect(stored).toEqual(event('test.counted.v1', 1, { count: '3' }));
  });

  it('names an event that it can not read', () => {
    expect(refusal(event('test.dreamt.v1', 1, {}))).toMatchObject({
      because: 'unknown-type',
      stream: 'test-1',
      revision: 4,
      type: 'test.dreamt.v1',
    });
    for (const version of [0, 3, 1.5]) {
      const error = refusal(event('test.counted.v3', version, {}));
      expect(error).toMatchObject({ because: 'unknown-schema-version', schemaVersion: version });
    }
    const broken = refusal(event('test.counted.v1', 1, { count: 'three' }));
    expect(broken).toBeInstanceOf(UnreadableEvent);
    expect(broken).toMatchObject({ because: 'upcast-failed', message: expect.stringContaining('event 4 of test-1') });
    expect((broken as Error).cause).toBeInstanceOf(SyntaxError);
  });

  it('knows the names of today and of the past, and writes only those of today', () => {
    expect(['test.counted.v1', 'test.counted.v3', 'test.dreamt.v1'].map((type) => types.has(type))).toEqual([
      true,
      true,
      false,
    ]);
    const stamped = (type: string, stream = 'test-1') => types.stamp({ ...event(type, 0, {}) }, stream);
    expect(stamped('test.told.v1').metadata.schemaVersion).toBe(1);
    expect(stamped('test.counted.v3').metadata.schemaVersion).toBe(2);
    for (const type of ['test.counted.v1', 'test.dreamt.v1', 'constructor'])
      expect(() => stamped(type)).toThrow(UndeclaredEventType);
    for (const stream of ['other-1', 'test', 'testing-1', ''])
      expect(() => stamped('test.told.v1', stream)).toThrow(MisplacedEvent);
  });

  it('takes a manifest twice, and refuses two that contradict each other', () => {
    types.register(manifest);
    expect(types.all()).toEqual([manifest]);
    expect(() => types.register({ ...manifest })).toThrow('two manifests of test');
    expect(() => types.register({ ...manifest, context: 'other' })).toThrow('declared twice');
    const gap = {
      ...about,
      says: 'x',
      schemaVersion: 3,
      before: [{ schemaVersion: 2, upcast: (data: object) => data }],
    };
    expect(() =>
      new EventTypes().register({ context: 'gap', union: 'GapEvent', types: { 'gap.left.v1': gap } }),
    ).toThrow('does not say what its version 1 was');
  });

  it('does not compile with a member too few, one too many, or a path that is not in the data', () => {
    const told = { ...about, says: 'Something was told.' };
    // @ts-expect-error test.counted.v3 is missing
    defineEvents<Counted | Told>({ context: 'a', union: 'A', types: { 'test.told.v1': told } });
    // @ts-expect-error test.sung.v1 is no member
    defineEvents<Told>({ context: 'a', union: 'A', types: { 'test.told.v1': told, 'test.sung.v1': told } });
    // @ts-expect-error there is no name in it
    defineEvents<Told>({ context: 'a', union: 'A', types: { 'test.told.v1': { ...told, personalData: ['name'] } } });
    defineEvents<Told>({ context: 'a', union: 'A', types: { 'test.told.v1': { ...told, personalData: ['text'] } } });
  });
});
