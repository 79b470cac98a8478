import { newId } from '@max/kernel';

import { metrics } from '../observability/metrics';

import { Checkpoints } from './checkpoints';
import { DeadLetters } from './dead-letters';
import { ProcessorStatuses } from './processor-status';
import { startLog } from './testing';
import { ViewBuilds } from './view-builds';

const firstOf = async <T>(items: AsyncIterable<T>): Promise<T> => {
  for await (const item of items) return item;
  throw new Error('there is none');
};

describe('how processors stand', () => {
  let log: Awaited<ReturnType<typeof startLog>>;
  beforeAll(async () => (log = await startLog()));
  afterAll(() => log.close());

  it('is told with lag, pace, time left, error, worker and dead letters', async () => {
    const [view, process] = [`status-${newId()}`, `process:${newId()}`];
    const checkpoints = new Checkpoints(log.mongo);
    const builds = new ViewBuilds(log.mongo);
    const { position: first } = await log.move('ann', 1);
    for (let i = 0; i < 40; i += 1) await log.move('ann', 1);
    const head = await log.store.head();
    const event = await firstOf(log.store.readAll({ max: 1 }));
    const eventAt = event.recordedAt;

    await builds.plan({ name: view, version: 1 }, undefined);
    const { collection } = await builds.rebuild({ name: view, version: 1 });
    for (const name of [`${view}_v1`, collection, process]) await checkpoints.load(name);
    await checkpoints.move(`${view}_v1`, 0n, head, { eventAt, eventsPerSecond: 5, positionsPerSecond: 5 });
    await checkpoints.move(collection, 0n, first, { eventAt, eventsPerSecond: 7, positionsPerSecond: 10 });
    await checkpoints.fail(process, 'no such payee');
    await new DeadLetters(log.mongo).add({ processor: `${view}_v1`, view }, event, new Error('bad'), []);
    const leases = log.mongo.collection<{ _id: string }>('leases');
    await leases.insertMany([`${view}_v1`, 'sealer'].map((_id) => ({ _id, owner: 'w1', epoch: 1 })));

    const now = new Date(Date.parse(eventAt) + 30_000);
    const statuses = await new ProcessorStatuses(log.store, log.mongo).all(now);
    const of = (name: string) => statuses.find(({ processor }) => processor === name);
    const live = { state: 'live', behind: '0', secondsBehind: 0, secondsLeft: 0, eventsPerSecond: 5, error: null };
    expect(of(`${view}_v1`)).toMatchObject({ ...live, position: String(head), worker: 'w1', deadLetters: 1 });
    const left = Math.ceil(Number(head - first) / 10);
    const building = { state: 'building', behind: String(head - first), secondsBehind: 30, secondsLeft: left };
    expect(of(collection)).toMatchObject({ ...building, worker: null });
    expect(of(process)).toMatchObject({ state: 'standing-still', error: 'no such payee', secondsLeft: null });
    expect(of('sealer')).toMatchObject({ state: 'live', position: null, worker: 'w1' });
  });

  it('is measured by the worker that runs them', async () => {
    await new ProcessorStatuses(log.store, log.mongo).measure('w1');
    const measured = (await metrics.standing.get()).values.map(({ labels }) => String(labels.processor));
    expect(measured).toContain('sealer');
    await new ProcessorStatuses(log.store, log.mongo).measure('somebody else');
    expect((await metrics.standing.get()).values).toEqual([]);
  });
});
