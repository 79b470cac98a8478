import { newId } from '@max/kernel';

import { VersionedEventStore } from '../events/versioned-event-store';
import { waitUntil } from '../testing/wait-until';

import { Checkpoints } from './checkpoints';
import { DeadLetters } from './dead-letters';
import { Feed } from './feed';
import type { Projection } from './projection';
import { accountsView, listeningLog, startLog, type Account } from './testing';
import { ViewBuilds } from './view-builds';
import { ViewNotBuilt } from './view-behind';
import { ViewPlan } from './view-plan';
import { Views } from './views';

describe('builds of a view', () => {
  let log: Awaited<ReturnType<typeof startLog>>;
  let views: Views;
  let builds: ViewBuilds;
  const logged = listeningLog();
  const running: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    log = await startLog();
    views = new Views(log.mongo, 5_000);
    builds = new ViewBuilds(log.mongo);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });
  afterAll(() => log.close());

  /** A worker of one view, without leases: looks for new builds all the time. */
  const run = (view: Projection<Account>) => {
    const stop = new AbortController();
    const feed = new Feed(new VersionedEventStore(log.store, log.types).stored, logged);
    const plan = new ViewPlan({ mongo: log.mongo, types: log.types, log: logged });
    plan.add(view as Projection<never>);
    const begun = new Map<string, Promise<void>>();
    const look = async () => {
      while (!stop.signal.aborted) {
        for (const processor of await plan.processors()) {
          if (!begun.has(processor.name)) begun.set(processor.name, feed.run(processor, stop.signal));
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const done = Promise.all([feed.follow(stop.signal), look()]);
    const started = {
      stop: async () => {
        stop.abort();
        await done;
        await Promise.all(begun.values());
      },
    };
    running.push(started);
    return started;
  };
  const active = async (name: string) => (await builds.all()).get(name)?.active.collection;
  const balance = async (view: Projection<Account>, account: string) => (await views.one(view, account))?.balance;

  it('reads the old version, where today’s code can, until the new one has caught up; then the new one', async () => {
    const name = `green-${newId()}`;
    const account = newId();
    const old = run(accountsView(name));
    const { position } = await log.moveMany(account, 50);
    await views.fresh(position, accountsView(name) as Projection<never>);
    await old.stop();

    let stuck = true;
    const next = accountsView(name, { version: 2, readableFrom: 1, fault: () => stuck });
    const strict = accountsView(name, { version: 2 });
    run(next);
    await waitUntil(
      () => logged.errors.some((line) => line.startsWith(`${name}_v2 stands still`)),
      (seen) => seen,
    );
    // the build stops at its first error, and the old one goes on serving
    expect(await balance(next, account)).toBe(50);
    await expect(views.one(strict, account)).rejects.toBeInstanceOf(ViewNotBuilt);
    await expect(new Views(log.mongo, 50).fresh(position + 1n, next as Projection<never>)).rejects.toThrow('not yet');
    expect(await new DeadLetters(log.mongo).open(`${name}_v2`)).toEqual([]);

    stuck = false;
    await waitUntil(
      () => active(name),
      (seen) => seen === `${name}_v2`,
    );
    await views.fresh(position, strict as Projection<never>);
    expect(await balance(strict, account)).toBe(100);
  });

  it('makes a view of the same version anew while it is read and written', async () => {
    const view = accountsView(`anew-${newId()}`);
    const account = newId();
    run(view);
    await views.fresh((await log.moveMany(account, 30)).position, view as Projection<never>);
    await log.mongo.collection(`${view.name}_v1`).updateOne({ _id: account as never }, { $set: { balance: -1 } });

    const { collection } = await builds.rebuild(view);
    for (let i = 1; (await active(view.name)) !== collection; i += 1) {
      const { position } = await log.move(account, 1);
      await views.fresh(position, view as Projection<never>);
      expect([-1 + i, 30 + i]).toContain(await balance(view, account)); // the damaged one, then the new one
    }
    const { position } = await log.move(account, 0);
    await views.fresh(position, view as Projection<never>);
    const moves = (await log.mongo.collection(collection).findOne({ _id: account as never }))?.['balance'];
    expect(await balance(view, account)).toBe(moves);
    expect(moves).toBeGreaterThan(30);
  });

  it('switches to no build that is behind of what was read, and stops the old one when it does', async () => {
    const view = accountsView(`behind-${newId()}`);
    const checkpoints = new Checkpoints(log.mongo);
    await builds.plan(view, undefined);
    await checkpoints.load(`${view.name}_v1`);
    await checkpoints.move(`${view.name}_v1`, 0n, 9n);
    const { collection } = await builds.rebuild(view);
    expect(await builds.switchTo(view.name, collection, 8n)).toBe(false);
    expect(await builds.switchTo(view.name, collection, 9n)).toBe(true);
    expect(await builds.switchTo(view.name, collection, 9n)).toBe(true);
    await expect(checkpoints.move(`${view.name}_v1`, 9n, 10n)).rejects.toThrow('another worker');
  });

  it('finishes a switch that died between its two steps', async () => {
    const view = accountsView(`half-${newId()}`);
    await builds.plan(view, undefined);
    const { collection } = await builds.rebuild(view);
    await new Checkpoints(log.mongo).load(`${view.name}_v1`);
    await new Checkpoints(log.mongo).retire(`${view.name}_v1`, 5n);
    expect(await active(view.name)).toBe(`${view.name}_v1`);
    expect(await builds.switchTo(view.name, collection, 5n)).toBe(true);
    expect(await active(view.name)).toBe(collection);
  });

  it('is begun by one of many workers that see the new version at once', async () => {
    const name = `once-${newId()}`;
    await builds.plan({ name, version: 1 }, undefined);
    const state = (await builds.all()).get(name);
    const planned = await Promise.all(Array.from({ length: 6 }, () => builds.plan({ name, version: 2 }, state)));
    expect(new Set(planned.map(({ building }) => building?.collection)).size).toBe(1);
  });

  it('leaves a view alone that newer code has taken over, whose old readers keep what they had', async () => {
    const view = accountsView(`older-${newId()}`);
    const account = newId();
    run(view);
    await views.fresh((await log.move(account, 3)).position, view as Projection<never>);
    run(accountsView(view.name, { version: 2 }));
    await waitUntil(
      () => active(view.name),
      (seen) => seen === `${view.name}_v2`,
    );
    expect(await builds.plan(view, (await builds.all()).get(view.name))).toEqual({});
    expect(await balance(view, account)).toBe(3);
  });

  it('drops what was retired after the grace, with its checkpoint', async () => {
    const view = accountsView(`drop-${newId()}`);
    const account = newId();
    const worker = run(view);
    await views.fresh((await log.move(account, 3)).position, view as Projection<never>);
    const { collection } = await builds.rebuild(view);
    await waitUntil(
      () => active(view.name),
      (seen) => seen === collection,
    );
    await worker.stop();
    expect(await builds.dropRetired(60_000)).not.toContain(`${view.name}_v1`);
    expect(await builds.dropRetired(-1_000)).toContain(`${view.name}_v1`);
    expect(await log.mongo.listCollections()).not.toContainEqual(expect.objectContaining({ name: `${view.name}_v1` }));
    expect((await new Views(log.mongo).one(view, account))?.balance).toBe(3);
    expect(await builds.dropRetired(-1_000)).toEqual([]);
  });
});
