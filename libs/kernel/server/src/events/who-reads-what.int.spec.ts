import { earlierShape, newId, type DomainEvent } from '@max/kernel';
import type { Connection } from 'mongoose';

import { EsdbEventStore } from '../event-store/esdb-event-store';
import type { RecordedEvent } from '../event-store/event-store';
import { createJobs } from '../jobs/create-jobs';
import { connectMongo } from '../mongo';
import { defineProcess } from '../processes/process';
import { Workload } from '../processes/workload';
import type { Processor } from '../projections/processor';
import { defineProjection } from '../projections/projection';
import { Views } from '../projections/views';
import { startEngines, type TestEngines } from '../testing/test-engines';
import { waitUntil } from '../testing/wait-until';

import { EventTypes } from './event-types';
import { VersionedEventStore } from './versioned-event-store';

type Heard = DomainEvent<'heard.sound.v2', { loud: boolean }>;
type Seen = readonly [type: string, data: object, schemaVersion: number];
const seen = ({ type, data, metadata }: RecordedEvent): Seen => [type, data, metadata.schemaVersion];

describe('an event of an earlier shape', () => {
  let engines: TestEngines;
  let stored: EsdbEventStore;
  let mongo: Connection;
  let workload: Workload;
  let views: Views;
  const reached = { process: [] as Seen[], reader: [] as Seen[] };
  const view = defineProjection<{ said: Seen }, Heard>({
    name: 'heard',
    version: 1,
    on: { 'heard.sound.v2': (event, documents) => documents.change(event.id, () => ({ said: seen(event) })) },
  });
  const record = {
    ...defineProjection<{ said: Seen }, never>({ name: 'heard-record', version: 1, on: {} }),
    asStored: true,
    on: { 'heard.sound.v1': view.on['heard.sound.v2']! },
  };

  beforeAll(async () => {
    engines = await startEngines();
    const { eventStore, eventNamespace: namespace, mongo: url, dataDir } = engines.config;
    stored = new EsdbEventStore(eventStore, { namespace });
    mongo = connectMongo(url);
    views = new Views(mongo);
    const types = new EventTypes();
    const v1 = {
      type: 'heard.sound.v1',
      schemaVersion: 1,
      upcast: ({ decibels }: { decibels: number }) => ({ loud: decibels > 80 }),
    };
    const before = [earlierShape<{ decibels: number }, Heard['data']>(v1)];
    const declared = { says: 'Something was heard.', stream: 'sound-<id>', since: '0.0.0', before };
    types.register({ context: 'heard', union: 'HeardEvent', types: { 'heard.sound.v2': declared } });
    const log = { warn: () => undefined, error: () => undefined };
    workload = new Workload(
      new VersionedEventStore(stored, types),
      mongo,
      createJobs({ folder: `${dataDir}/jobs` }),
      log,
    );
    workload.project(view, record);
    const listen = async (event: RecordedEvent) => void reached.process.push(seen(event));
    workload.react(defineProcess<Heard>({ name: 'listen', on: { 'heard.sound.v2': listen } }));
    const prover: Processor = {
      name: 'prover',
      load: () => Promise.resolve(0n),
      handle: (events, position) => {
        reached.reader.push(...events.map(seen));
        return Promise.resolve(events.at(-1)?.position ?? position);
      },
      failed: () => Promise.resolve(),
    };
    workload.read(prover);
    await workload.start();
  });
  afterAll(async () => {
    await workload.stop();
    await stored.close();
    await mongo.close();
    await engines.stop();
  });

  it('reaches views and processes in the shape of today, and those who prove it as it was written', async () => {
    const metadata = {
      actor: { kind: 'system' as const, id: 'test' },
      occurredAt: '2026-11-01T00:00:00.000Z',
      correlationId: 'c',
      causationId: 'c',
      schemaVersion: 1,
    };
    const old = { id: newId(), type: 'heard.sound.v1', data: { decibels: 90 }, metadata };
    const { position } = await stored.append(`sound-${newId()}`, 'no-stream', [old]);
    await views.fresh(position, view, record);
    const today = ['heard.sound.v2', { loud: true }, 1];
    const then = ['heard.sound.v1', { decibels: 90 }, 1];
    expect((await views.one(view, old.id))?.said).toEqual(today);
    expect((await views.one(record, old.id))?.said).toEqual(then);
    await waitUntil(
      () => reached,
      ({ process, reader }) => process.length > 0 && reader.length > 0,
    );
    expect(reached).toEqual({ process: [today], reader: [then] });
  });
});
