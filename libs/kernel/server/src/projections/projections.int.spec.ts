import { newId, type DomainEvent } from '@max/kernel';
import type { Connection } from 'mongoose';

import { EsdbEventStore } from '../event-store/esdb-event-store';
import type { EventStore } from '../event-store/event-store';
import { connectMongo } from '../mongo';
import { startEngines, type TestEngines } from '../testing/test-engines';
import { typesOf } from '../testing/types-of';

import { Checkpoints, LostCheckpoint } from './checkpoints';
import { Feed } from './feed';
import type { Processor } from './processor';
import { ProjectionProcessor } from './projection-processor';
import { defineProjection } from './projection';
import { ViewBehind } from './view-behind';
import { Views } from './views';

type Moved = DomainEvent<'test.moved.v1', { account: string; by: number }>;
interface Account {
  readonly account: string;
  readonly balance: number;
  readonly moves: number;
}

const metadata = {
  actor: { kind: 'system' as const, id: 'test' },
  occurredAt: '2026-11-01T00:00:00.000Z',
  correlationId: 'c',
  causationId: 'c',
  schemaVersion: 1,
};

describe('projections', () => {
  let engines: TestEngines;
  let store: EventStore;
  let mongo: Connection;
  let views: Views;
  const types = typesOf({ 'test.moved.v1': 'account' });
  const silent = { warn: () => undefined, error: () => undefined };
  const accounts = (name: string, fault?: (by: number) => boolean) =>
    defineProjection<Account, Moved>({
      name,
      version: 1,
      indexes: [{ fields: { balance: 1, _id: 1 } }],
      on: {
        'test.moved.v1': async ({ data: { account, by } }, documents) => {
          if (fault?.(by)) throw new Error(`can't move by ${by}`);
          // two changes of one document by one event: both count, and only once
          await documents.change(account, (now) => ({
            account,
            balance: (now?.balance ?? 0) + by,
            moves: now?.moves ?? 0,
          }));
          await documents.change(account, (now) => now && { ...now, moves: now.moves + 1 });
        },
      },
    });
  const move = (account: string, by: number) =>
    store.append(`account-${account}`, 'any', [
      { id: newId(), type: 'test.moved.v1', data: { account, by }, metadata },
    ]);
  const running: { stop: AbortController; done: Promise<void> }[] = [];
  const run = (...projections: ReturnType<typeof accounts>[]) => {
    const stop = new AbortController();
    return start(stop, ...projections.map((view) => processorOf(view)));
  };
  const processorOf = (view: ReturnType<typeof accounts>) =>
    new ProjectionProcessor({ ...view, critical: true } as never, { version: 1, collection: `${view.name}_v1` }, true, {
      mongo,
      types,
      log: silent,
    });
  const start = (stop: AbortController, ...processors: Processor[]) => {
    const feed = new Feed(store, silent, 7);
    const all = [feed.follow(stop.signal), ...processors.map((processor) => feed.run(processor, stop.signal))];
    const started = { stop, done: Promise.all(all).then(() => undefined) };
    running.push(started);
    return started;
  };

  beforeAll(async () => {
    engines = await startEngines();
    store = new EsdbEventStore(engines.config.eventStore, { namespace: engines.config.eventNamespace });
    mongo = connectMongo(engines.config.mongo);
    views = new Views(mongo);
  });
  afterAll(async () => {
    for (const { stop } of running) stop.abort();
    await Promise.all(running.map(({ done }) => done));
    await store.close();
    await mongo.close();
    await engines.stop();
  });

  it('shows a write to who asks with its position', async () => {
    const view = accounts(`fresh-${newId()}`);
    run(view);
    for (let i = 1; i <= 30; i += 1) {
      const { position } = await move('ann', i);
      await views.fresh(position, view);
      const ann = await views.one(view, 'ann');
      expect(ann?.moves).toBe(i);
    }
  });

  it('says so when a view does not get there', async () => {
    const nobodyRuns = accounts(`never-${newId()}`);
    await expect(new Views(mongo, 100).fresh(1n, nobodyRuns)).rejects.toBeInstanceOf(ViewBehind);
  });

  it('counts every event once, however often it is replayed', async () => {
    const view = accounts(`twice-${newId()}`);
    const moves = Array.from({ length: 40 }, (_, i) => move(`bob${i % 3}`, i));
    const head = (await Promise.all(moves)).map(({ position }) => position).reduce((a, b) => (a > b ? a : b));
    const first = run(view);
    await views.fresh(head, view);
    first.stop.abort();
    await first.done;
    const before = await views.all(view);

    // the checkpoint is lost, the documents are not: everything comes again
    await mongo.collection('checkpoints').deleteOne({ _id: `${view.name}_v1` as never });
    run(view);
    await views.fresh(head, view);
    expect(await views.all(view)).toEqual(before);
  });

  it('stands still before an event that it can not handle, while others go on, and resumes when mended', async () => {
    let broken = true;
    const name = `poison-${newId()}`;
    const fragile = accounts(name, (by) => by === 666 && broken);
    const sound = accounts(`sound-${newId()}`);
    run(fragile, sound);
    await move('eve', 1);
    const { position: poison } = await move('eve', 666);
    const { position: last } = await move('eve', 2);
    await views.fresh(last, sound);
    const checkpoints = new Checkpoints(mongo);
    const standing = async () => (await checkpoints.all()).find(({ processor }) => processor === `${name}_v1`);
    while ((await standing())?.error === null) await new Promise((resolve) => setImmediate(resolve));
    expect((await standing())?.error).toContain("can't move by 666");
    expect((await standing())!.position < poison).toBe(true);
    expect((await views.one(fragile, 'eve'))?.balance).toBe(1);

    broken = false;
    await views.fresh(last, fragile);
    expect((await views.one(fragile, 'eve'))?.balance).toBe(669);
    expect((await standing())?.error).toBeNull();
  });

  it('lets others begin when one refuses to', async () => {
    const sound = accounts(`begins-${newId()}`);
    const refusing: Processor = {
      name: 'refusing',
      load: () => Promise.reject(new Error('the log does not agree with my files')),
      handle: () => Promise.reject(new Error('never asked')),
      failed: () => Promise.resolve(),
    };
    start(new AbortController(), refusing, processorOf(sound));
    const { position } = await move('fay', 1);
    await views.fresh(position, sound);
    expect((await views.one(sound, 'fay'))?.balance).toBe(1);
  });

  it('lets one of two workers move a checkpoint', async () => {
    const checkpoints = new Checkpoints(mongo);
    const name = `lease-${newId()}`;
    await checkpoints.load(name);
    await checkpoints.move(name, 0n, 5n);
    await expect(checkpoints.move(name, 0n, 7n)).rejects.toBeInstanceOf(LostCheckpoint);
    expect(await checkpoints.load(name)).toBe(5n);
  });

  it('counts once with two workers on one view', async () => {
    const view = accounts(`two-${newId()}`);
    run(view);
    run(view);
    const moves = await Promise.all(Array.from({ length: 60 }, () => move('dan', 1)));
    const head = moves.map(({ position }) => position).reduce((a, b) => (a > b ? a : b));
    await views.fresh(head, view);
    expect((await views.one(view, 'dan'))?.balance).toBe(60);
  });

  it('pages by key without a gap or a repetition, while rows come in', async () => {
    const view = accounts(`pages-${newId()}`);
    run(view);
    const moves = await Promise.all(Array.from({ length: 25 }, (_, i) => move(`page${i}`, i % 4)));
    await views.fresh(
      moves.map(({ position }) => position).reduce((a, b) => (a > b ? a : b)),
      view,
    );
    const sort = { field: 'balance', direction: -1 } as const;
    const filter = { _id: { $regex: '^page' } };
    const ids: string[] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await views.page(view, { sort, filter, after, limit: 4 });
      ids.push(...items.map(({ id }) => id));
      if (!next) break;
      after = next;
    }
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
  });
});
