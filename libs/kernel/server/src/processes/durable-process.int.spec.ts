import { after, newId, type Decider, type DomainEvent, type ProcessEntry, type ProcessRules } from '@max/kernel';
import type { Connection } from 'mongoose';

import { bySystem } from '../commands/command-context';
import { Decisions } from '../commands/decisions';
import { EsdbEventStore } from '../event-store/esdb-event-store';
import type { RecordedEvent } from '../event-store/event-store';
import { VersionedEventStore } from '../events/versioned-event-store';
import { createJobs } from '../jobs/create-jobs';
import type { Job, Jobs } from '../jobs/jobs';
import { connectMongo } from '../mongo';
import { startEngines, type TestEngines } from '../testing/test-engines';
import { typesOf } from '../testing/types-of';
import { waitUntil } from '../testing/wait-until';

import { defineDurableProcess, TIME_OUTS, type TimeOutJob } from './durable-process';
import { ProcessProcessor } from './process-processor';
import { TimeOuts } from './time-outs';
import { Workload } from './workload';

type Ordered = DomainEvent<'test.ordered.v1', { order: string }>;
type Sent = DomainEvent<'test.sent.v1', { order: string }>;
type Arrived = DomainEvent<'test.arrived.v1', { order: string }>;
type Entry = DomainEvent<'test.shipping-told.v1', ProcessEntry>;
interface Input {
  readonly type: 'ordered' | 'arrived' | 'overdue';
  readonly order: string;
}

const once = <Event extends Ordered | Sent | Arrived>(type: Event['type']): Decider<boolean, string, Event> => ({
  initialState: false,
  decide: (order, done) => (done ? [] : [{ type, data: { order } } as Event]),
  evolve: () => true,
});

/** Ships what is ordered, sends an invoice, and reminds the carrier when nothing has arrived in time. */
const rules = (patienceMs: number): ProcessRules<'none' | 'under-way' | 'arrived', Input> => ({
  initialState: 'none',
  react: ({ at, input: { type, order } }, state) => {
    if (type === 'arrived') return { asks: [] };
    if (type === 'overdue') {
      if (state === 'arrived') return { ignored: 'it has arrived' };
      return { asks: [{ kind: 'job', queue: 'remind', data: { order } }] };
    }
    return {
      asks: [
        { kind: 'command', name: 'ship', data: { order } },
        { kind: 'job', queue: 'invoice', data: { order } },
        after(at, patienceMs, { type: 'overdue', order }),
      ],
    };
  },
  evolve: (state, { input: { type } }) => (state === 'arrived' || type === 'arrived' ? 'arrived' : 'under-way'),
});

const shippingOf = (name: string, patienceMs = 0) =>
  defineDurableProcess<Ordered | Arrived, 'none' | 'under-way' | 'arrived', Input>({
    name,
    entryType: 'test.shipping-told.v1',
    stream: (order) => `shipping-${order}`,
    rules: rules(patienceMs),
    on: {
      'test.ordered.v1': ({ data: { order } }) => ({ instance: order, input: { type: 'ordered', order } }),
      'test.arrived.v1': ({ data: { order } }) => ({ instance: order, input: { type: 'arrived', order } }),
    },
    commands: {
      ship: (data, { decide }) => {
        const { order } = data as { order: string };
        return decide(once<Sent>('test.sent.v1'), `parcel-${order}`, order);
      },
    },
  });

class Killed extends Error {}

describe('a process with inbox and outbox', () => {
  let engines: TestEngines;
  let store: VersionedEventStore;
  let mongo: Connection;
  let jobs: Jobs;
  const done = new Map<string, string[]>();
  const silent = { warn: () => undefined, error: () => undefined };
  beforeAll(async () => {
    engines = await startEngines();
    const { eventStore, eventNamespace: namespace } = engines.config;
    const streams = { 'test.ordered.v1': 'order', 'test.arrived.v1': 'arrival', 'test.sent.v1': 'parcel' };
    const types = typesOf({ ...streams, 'test.shipping-told.v1': 'shipping' });
    store = new VersionedEventStore(new EsdbEventStore(eventStore, { namespace }), types);
    mongo = connectMongo(engines.config.mongo);
    jobs = createJobs({ folder: `${engines.config.dataDir}/jobs` });
    for (const queue of ['invoice', 'remind']) {
      await jobs.process<{ order: string }>(queue, { concurrency: 4 }, async ({ data: { order } }) => {
        done.set(order, [...(done.get(order) ?? []), queue]);
      });
    }
  });
  afterAll(async () => {
    await jobs.close();
    await store.close();
    await mongo.close();
    await engines.stop();
  });

  const eventsOf = async (stream: string) => {
    const found: RecordedEvent[] = [];
    for await (const event of store.read(stream)) found.push(event);
    return found;
  };
  const happen = async (type: 'test.ordered.v1' | 'test.arrived.v1', order: string): Promise<RecordedEvent> => {
    const stream = `${type === 'test.ordered.v1' ? 'order' : 'arrival'}-${order}`;
    await new Decisions(store).decide(
      once<Ordered | Arrived>(type),
      stream,
      order,
      bySystem('test', new Date(), 'test'),
    );
    const [event] = await eventsOf(stream);
    if (!event) throw new Error('nothing happened');
    return event;
  };
  const entries = async (order: string) =>
    (await eventsOf(`shipping-${order}`)).map(({ data }) => data as Entry['data']);

  /** The stores as a process has them that is killed before or after its n-th write. */
  const dying = (at: number, when: 'before' | 'after') => {
    let left = at;
    const write = async <T>(work: () => Promise<T>): Promise<T> => {
      left -= 1;
      if (left < 0 || (left === 0 && when === 'before')) throw new Killed();
      const answer = await work();
      if (left === 0) throw new Killed();
      return answer;
    };
    class DyingStore extends VersionedEventStore {
      override append(...asked: Parameters<VersionedEventStore['append']>) {
        return write(() => super.append(...asked));
      }
    }
    const dyingJobs = new Proxy(jobs, {
      get: (target, name) =>
        name === 'add'
          ? (...asked: Parameters<Jobs['add']>) => write(() => target.add(...asked))
          : (Reflect.get(target, name) as unknown),
    });
    return { store: new DyingStore(store.stored, store.types), jobs: dyingJobs };
  };

  // four writes: the entry, the parcel, the invoice's job, the time-out's job
  const moments = [1, 2, 3, 4].flatMap((at) => [
    { at, when: 'before' as const },
    { at, when: 'after' as const },
  ]);
  it.each(moments)('does all of it once when it is killed $when write $at', async ({ at, when }) => {
    const shipping = shippingOf(`shipping-${newId()}`, 600_000);
    const order = newId();
    const event = await happen('test.ordered.v1', order);
    const parts = dying(at, when);
    const killed = new ProcessProcessor(shipping, parts.store, mongo, parts.jobs);
    await killed.load();
    await expect(killed.handle([event], 0n)).rejects.toBeInstanceOf(Killed);

    // two workers at once take it up again
    const heirs = [1, 2].map(() => new ProcessProcessor(shipping, store, mongo, jobs));
    const ends = await Promise.allSettled(heirs.map((heir) => heir.handle([event], 0n)));
    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await waitUntil(
      () => done.get(order) ?? [],
      (seen) => seen.length > 0,
    );
    expect(done.get(order)).toEqual(['invoice']);
    expect(await eventsOf(`parcel-${order}`)).toHaveLength(1);
    const [entry, ...others] = await entries(order);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ inputId: event.id, input: { type: 'ordered', order }, ignored: null });
    expect(await jobs.find(TIME_OUTS, `${event.id}-${shipping.name}-2`)).toMatchObject({ state: 'delayed' });
  });

  it.each([1, 2])('reminds once when the time-out is killed before write %i and comes again, twice', async (at) => {
    const shipping = shippingOf(`shipping-${newId()}`);
    const order = newId();
    const event = await happen('test.ordered.v1', order);
    await new ProcessProcessor(shipping, store, mongo, dying(99, 'after').jobs)
      .handle([event], 0n)
      .catch(() => undefined);
    const input = { type: 'overdue', order };
    const data: TimeOutJob = { process: shipping.name, instance: order, dueAt: new Date().toISOString(), input };
    const job = { id: `${event.id}-${shipping.name}-2`, data, attempt: 1, progress: () => Promise.resolve() };
    const run = (parts: { store: VersionedEventStore; jobs: Jobs }) => {
      const timeOuts = new TimeOuts(new Decisions(parts.store), parts.jobs);
      timeOuts.add(shipping);
      return timeOuts.run(job as Job<TimeOutJob>);
    };
    await expect(run(dying(at, 'before'))).rejects.toBeInstanceOf(Killed);
    await Promise.all([run({ store, jobs }), run({ store, jobs })]);
    await run({ store, jobs });
    await waitUntil(
      () => done.get(order) ?? [],
      (seen) => seen.includes('remind'),
    );
    expect(done.get(order)?.filter((queue) => queue === 'remind')).toHaveLength(1);
    expect((await entries(order)).map(({ input }) => (input as Input).type)).toEqual(['ordered', 'overdue']);
  });

  it('is told its time-outs by whichever worker, and says why it ignores one', async () => {
    const shipping = shippingOf(`shipping-${newId()}`, 300);
    const workloads = ['a', 'b'].map((name) => {
      const own = createJobs({ folder: `${engines.config.dataDir}/jobs` });
      const workload = new Workload(store, mongo, own, silent, { name: `${name}-${newId()}` });
      workload.run(shipping);
      return workload;
    });
    await Promise.all(workloads.map((workload) => workload.start()));
    const [late, inTime] = [newId(), newId()];
    await happen('test.ordered.v1', late);
    await happen('test.arrived.v1', inTime);
    await waitUntil(
      () => entries(inTime),
      (seen) => seen.length === 1,
    );
    await happen('test.ordered.v1', inTime);
    const told = async () => [...(await entries(late)), ...(await entries(inTime))];
    await waitUntil(told, (seen) => seen.length === 5);
    await waitUntil(
      () => done.get(late) ?? [],
      (seen) => seen.length === 2,
    );
    await Promise.all(workloads.map((workload) => workload.stop()));
    expect((await entries(inTime)).at(-1)).toMatchObject({ input: { type: 'overdue' }, ignored: 'it has arrived' });
    expect([...(done.get(late) ?? [])].sort()).toEqual(['invoice', 'remind']);
    expect(done.get(inTime)).toEqual(['invoice']);
  });
});
