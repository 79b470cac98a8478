import { newId, type Decider, type DomainEvent } from '@max/kernel';
import type { Connection } from 'mongoose';

import { Decisions } from '../commands/decisions';
import { bySystem } from '../commands/command-context';
import { EsdbEventStore } from '../event-store/esdb-event-store';
import { VersionedEventStore } from '../events/versioned-event-store';
import { createJobs } from '../jobs/create-jobs';
import type { Jobs } from '../jobs/jobs';
import { connectMongo } from '../mongo';
import { startEngines, type TestEngines } from '../testing/test-engines';
import { typesOf } from '../testing/types-of';

import { defineProcess } from './process';
import { ProcessProcessor } from './process-processor';
import { Workload } from './workload';

type Ordered = DomainEvent<'test.ordered.v1', { order: string }>;
type Sent = DomainEvent<'test.sent.v1', { order: string }>;
const parcel: Decider<boolean, { order: string }, Sent> = {
  initialState: false,
  decide: ({ order }, sent) => (sent ? [] : [{ type: 'test.sent.v1', data: { order } }]),
  evolve: () => true,
};
const order: Decider<boolean, { order: string }, Ordered> = {
  initialState: false,
  decide: ({ order: id }, known) => (known ? [] : [{ type: 'test.ordered.v1', data: { order: id } }]),
  evolve: () => true,
};

describe('processes and their jobs', () => {
  let engines: TestEngines;
  let store: VersionedEventStore;
  let mongo: Connection;
  let jobs: Jobs;
  const silent = { warn: () => undefined, error: () => undefined };
  beforeAll(async () => {
    engines = await startEngines();
    const types = typesOf({ 'test.ordered.v1': 'order', 'test.sent.v1': 'parcel' });
    store = new VersionedEventStore(
      new EsdbEventStore(engines.config.eventStore, { namespace: engines.config.eventNamespace }),
      types,
    );
    mongo = connectMongo(engines.config.mongo);
    jobs = createJobs({ folder: `${engines.config.dataDir}/jobs` });
  });
  afterAll(async () => {
    await store.close();
    await mongo.close();
    await engines.stop();
  });
  const place = async (id: string) => {
    const context = bySystem('test', new Date(), 'test');
    await new Decisions(store).decide(order, `order-${id}`, { order: id }, context);
  };
  const eventsOf = async (stream: string) => {
    const found = [];
    for await (const event of store.read(stream)) found.push(event);
    return found;
  };

  it('does everything once in the end, though each event is handled twice and the first try of every job fails', async () => {
    const tries = new Map<string, number>();
    const done: string[] = [];
    let finished: () => void;
    const all = new Promise<void>((resolve) => (finished = resolve));
    const process = defineProcess<Ordered>({
      name: `ship-${newId()}`,
      on: {
        'test.ordered.v1': async ({ data }, reaction) => {
          await reaction.decide(parcel, `parcel-${data.order}`, { order: data.order });
          await reaction.job('ship', { order: data.order }, { backoffMs: 10 });
        },
      },
    });
    const ids = Array.from({ length: 5 }, () => newId());
    for (const id of ids) await place(id);

    // the first pass dies before its checkpoint: everything is handled again by the worker
    const first = new ProcessProcessor(process, store, mongo, jobs);
    const events = await eventsOf(`order-${ids[0]}`);
    await first.load();
    await first.handle(events, 0n);
    await mongo.collection('checkpoints').deleteOne({ _id: first.name as never });

    const workload = new Workload(store, mongo, jobs, silent);
    workload.react(process);
    workload.work<{ order: string }>('ship', 2, async ({ data, attempt }) => {
      tries.set(data.order, (tries.get(data.order) ?? 0) + 1);
      if (attempt === 1) throw new Error('the first try fails');
      done.push(data.order);
      if (done.length === ids.length) finished();
    });
    await workload.start();
    await all;
    await workload.stop();

    expect([...done].sort()).toEqual([...ids].sort());
    expect([...tries.values()]).toEqual(ids.map(() => 2));
    for (const id of ids) {
      const parcels = await eventsOf(`parcel-${id}`);
      const [cause] = await eventsOf(`order-${id}`);
      expect(parcels).toHaveLength(1);
      expect(parcels[0]?.metadata).toMatchObject({
        causationId: cause?.id,
        actor: { kind: 'system', id: process.name },
      });
    }
  });
});
