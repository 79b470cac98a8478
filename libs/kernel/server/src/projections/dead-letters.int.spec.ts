import { newId } from '@max/kernel';

import { metrics } from '../observability/metrics';
import { waitUntil } from '../testing/wait-until';

import { Checkpoints } from './checkpoints';
import { DeadLetters, NoSuchDeadLetter } from './dead-letters';
import { Feed } from './feed';
import type { Projection } from './projection';
import { ProjectionProcessor } from './projection-processor';
import { accountsView, listeningLog, startLog, type Account } from './testing';
import { ViewBuilds, type Build } from './view-builds';
import { Views } from './views';

describe('events that a view can not handle', () => {
  let log: Awaited<ReturnType<typeof startLog>>;
  let views: Views;
  let letters: DeadLetters;
  let logged: ReturnType<typeof listeningLog>;
  const stopping: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    log = await startLog();
    views = new Views(log.mongo, 10_000);
    letters = new DeadLetters(log.mongo);
    logged = listeningLog();
  });
  afterEach(async () => {
    await Promise.all(stopping.splice(0).map((stop) => stop()));
    await log.close();
  });

  const run = (
    view: Projection<Account>,
    build: Build = { version: view.version, collection: `${view.name}_v${view.version}` },
    live = true,
  ) => {
    const stop = new AbortController();
    const feed = new Feed(log.store, logged, 50);
    const parts = { mongo: log.mongo, types: log.types, log: logged };
    const processor = new ProjectionProcessor(view as unknown as Projection, build, live, parts);
    const done = Promise.all([feed.follow(stop.signal), feed.run(processor, stop.signal)]);
    stopping.push(async () => {
      stop.abort();
      await done;
    });
    return processor.name;
  };

  it('are set aside with their error, and the view goes on without them', async () => {
    const [good, bad] = [newId(), newId()];
    const view = accountsView(`aside-${newId()}`, { fault: (by) => by === 666 });
    const name = run(view);
    await log.move(bad, 1);
    const { position: poison } = await log.move(bad, 666);
    await log.move(good, 2);
    const { position } = await log.move(bad, 4);
    await views.fresh(position, view as Projection<never>);

    expect([(await views.one(view, bad))?.balance, (await views.one(view, good))?.balance]).toEqual([5, 2]);
    const [letter, ...others] = await letters.open(name);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      processor: name,
      event: { type: 'test.moved.v1', stream: `account-${bad}`, revision: 1 },
      error: "can't move by 666",
      attempts: 1,
      state: 'open',
    });
    expect(BigInt(letter?.position ?? 0)).toBe(poison);
    expect(letter?.stack).toContain('testing.ts');
    expect(letter?.firstAt).toEqual(letter?.lastAt);
    expect(logged.errors.filter((line) => line.startsWith(`${name} goes on without test.moved.v1`))).toHaveLength(1);
    const counted = (await metrics.deadLetters.get()).values.find(({ labels }) => labels.processor === name);
    expect(counted?.value).toBe(1);
  });

  it('leave nothing of what they had changed before they failed', async () => {
    const account = newId();
    const view: Projection<Account> = {
      ...accountsView(`half-${newId()}`),
      on: {
        'test.moved.v1': async ({ data }, documents) => {
          const { account: id, by } = data as { account: string; by: number };
          await documents.change(id, (now) => ({ account: id, balance: (now?.balance ?? 0) + by }));
          if (by === 7) throw new Error('after the first change');
        },
      },
    };
    const name = run(view);
    await log.move(account, 1);
    await log.move(account, 7);
    const { position } = await log.move(account, 2);
    await views.fresh(position, view as Projection<never>);
    expect((await views.one(view, account))?.balance).toBe(3);
    expect((await letters.open(name)).map(({ documents }) => documents)).toEqual([[account]]);
  });

  it('of a type that nobody declared are set aside too, but only in the contexts that the view reads', async () => {
    const account = newId();
    const view = accountsView(`unknown-${newId()}`);
    const name = run(view);
    await log.append(`account-${account}`, 'test.from-the-future.v1', {});
    await log.append(`account-${account}`, 'elsewhere.happened.v1', {});
    await log.append(`account-${account}`, 'test.known-elsewhere.v1', {});
    const { position } = await log.move(account, 2);
    await views.fresh(position, view as Projection<never>);
    expect((await letters.open(name)).map(({ event, error }) => [event.type, error])).toEqual([
      ['test.from-the-future.v1', expect.stringContaining('no context declares')],
    ]);
  });

  it('stop a critical view, also those of unknown types, and are none of the dead letters', async () => {
    const account = newId();
    const view = accountsView(`money-${newId()}`, { critical: true });
    const name = run(view);
    const { position: before } = await log.move(account, 2);
    await log.append(`account-${account}`, 'test.from-the-future.v2', {});
    await log.move(account, 2);
    const standing = async () => (await new Checkpoints(log.mongo).all()).find(({ processor }) => processor === name);
    const seen = await waitUntil(standing, (found) => typeof found?.error === 'string');
    expect(seen?.error).toContain('test.from-the-future.v2');
    expect(seen?.position).toBe(before);
    expect((await views.one(view, account))?.balance).toBe(2);
    expect(await letters.open(name)).toEqual([]);
  });

  it('are dismissed with a reason, once', async () => {
    const view = accountsView(`dismiss-${newId()}`, { fault: () => true });
    const name = run(view);
    await views.fresh((await log.move(newId(), 1)).position, view as Projection<never>);
    const [letter] = await letters.open(name);
    await letters.dismiss(letter?._id ?? '', 'a test event');
    expect(await letters.open(name)).toEqual([]);
    await expect(letters.dismiss(letter?._id ?? '', 'again')).rejects.toBeInstanceOf(NoSuchDeadLetter);
  });

  it('stop a new build of the view, unless they were dismissed; the new build mends the others', async () => {
    const [account, other] = [newId(), newId()];
    const name = `mend-${newId()}`;
    let broken = true;
    const view = accountsView(name, { fault: (by) => by === 666 || (by === 7 && broken) });
    const worker = run(view);
    for (const by of [1, 666, 7]) await log.move(account, by);
    await views.fresh((await log.move(other, 2)).position, view as Projection<never>);
    const [never] = await letters.open(worker);
    await letters.dismiss(never?._id ?? '', 'a number of the beast');

    const builds = new ViewBuilds(log.mongo);
    await builds.plan(view, undefined);
    const build = await builds.rebuild(view);
    run(view, build, false);
    const standing = async () =>
      (await new Checkpoints(log.mongo).all()).find((one) => one.processor === build.collection);
    expect((await waitUntil(standing, (seen) => typeof seen?.error === 'string'))?.error).toContain('by 7');
    expect((await views.one(view, account))?.balance).toBe(1);

    broken = false;
    const active = async () => (await builds.all()).get(name)?.active.collection;
    await waitUntil(active, (seen) => seen === build.collection);
    expect((await new Views(log.mongo).one(view, account))?.balance).toBe(8);
    expect(await letters.open()).toEqual([]);
  });
});
