import { newId } from '@max/kernel';
import { join } from 'node:path';

import { compileChild, startChild, type Child } from '../jobs/testing/child-process';
import { accountsView, startLog } from '../projections/testing';
import type { Projection } from '../projections/projection';
import { Views } from '../projections/views';
import { waitUntil } from '../testing/wait-until';

import { workOn, type Place } from './testing/shared-work';

const SOON = { leaseMs: 2_000, beatMs: 100 };
/** So long that nothing in a test is ever taken over because of it. */
const NEVER = { leaseMs: 600_000, beatMs: 100 };

describe('workers that share', () => {
  let log: Awaited<ReturnType<typeof startLog>>;
  let compiled: Awaited<ReturnType<typeof compileChild>>;
  let views: Views;
  let place: Place;
  let account: string;
  const ending: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    log = await startLog();
    compiled = await compileChild(join(import.meta.dirname, 'testing/worker-child.ts'));
    views = new Views(log.mongo, 60_000);
  });
  beforeEach(() => {
    const { eventStore, eventNamespace, mongo, dataDir } = log.engines.config;
    account = newId();
    const names = Array.from({ length: 5 }, (_, i) => `shared${i}-${newId()}`);
    place = { eventStore, eventNamespace, mongo, jobs: `${dataDir}/jobs`, views: names, times: SOON };
  });
  afterEach(async () => {
    await Promise.all(ending.splice(0).map((end) => end()));
    for (const name of ['workers', 'leases']) await log.mongo.collection(name).deleteMany({});
  });
  afterAll(async () => {
    await compiled.remove();
    await log.close();
  });

  const logged: string[] = [];
  const here = async (name: string) => {
    const told = (line: string) => void logged.push(`${name}: ${line}`);
    const worker = workOn(place, name, { warn: told, error: told }, () => undefined);
    await worker.workload.start();
    ending.push(() => worker.stop());
    return worker;
  };
  const child = async (name: string): Promise<Child> => {
    const started = startChild(compiled.path, JSON.stringify(place), name);
    ending.push(() => started.kill());
    await started.said('ready');
    return started;
  };
  const holders = async () => {
    const leases = await log.mongo.collection<{ _id: string; owner: string }>('leases').find({}).toArray();
    const counts: Record<string, number> = {};
    for (const { owner } of leases) counts[owner] = (counts[owner] ?? 0) + 1;
    return counts;
  };
  const allViews = () => place.views.map((name) => accountsView(name) as Projection<never>);
  /** What each view and the process made of the moves of this test. */
  const outcome = async () => {
    const balances = await Promise.all(place.views.map((name) => views.one(accountsView(name), account)));
    const notes: number[] = [];
    for await (const { data } of log.store.read(`note-${account}`)) notes.push((data as { by: number }).by);
    return { balances: balances.map((found) => found?.balance), notes: notes.sort((a, b) => a - b) };
  };
  const sum = (moves: readonly number[]) => moves.reduce((a, b) => a + b, 0);
  const move = async (...moves: number[]) => {
    let last = 0n;
    for (const by of moves) last = (await log.move(account, by)).position;
    return last;
  };
  const right = (moves: readonly number[]) => ({
    balances: place.views.map(() => sum(moves)),
    notes: [...moves].sort((a, b) => a - b),
  });
  const upTo = async (moves: number) => {
    await waitUntil(outcome, ({ notes }) => notes.length >= moves);
  };

  it('have as much as each other, and nothing is done twice', async () => {
    place = { ...place, times: NEVER };
    await here('a');
    await waitUntil(holders, ({ a }) => a === 6);
    await here('b');
    await waitUntil(holders, ({ a, b }) => a === 3 && b === 3);
    const moves = Array.from({ length: 40 }, (_, i) => i + 1).filter((by) => by !== 13);
    await views.fresh(await move(...moves), ...allViews());
    await upTo(moves.length);
    expect(await outcome()).toEqual(right(moves));
  });

  it('hand over at once when one is stopped', async () => {
    place = { ...place, times: NEVER };
    const a = await here('a');
    await here('b');
    await waitUntil(holders, (seen) => seen['a'] === 3 && seen['b'] === 3);
    await a.stop();
    ending.shift();
    await views.fresh(await move(1, 2, 3), ...allViews());
    expect(await holders()).toEqual({ b: 6 });
    expect((await outcome()).balances).toEqual(place.views.map(() => 6));
  });

  it('stop also when a batch does not end; another makes it', async () => {
    let stuck = (_: unknown) => undefined as void;
    const inBatch = new Promise((resolve) => (stuck = resolve));
    const told: string[] = [];
    const say = (line: string) => void told.push(line);
    const worker = workOn(place, 'stuck', { warn: say, error: say }, (by) => new Promise(() => stuck(by)));
    await worker.workload.start();
    const position = await move(1);
    await inBatch;
    await worker.workload.stop(50);
    expect(told.at(-1)).toMatch(/in the middle of work/);
    await here('heir');
    await views.fresh(position, ...allViews());
    expect((await outcome()).balances).toEqual(place.views.map(() => 1));
    await Promise.all([worker.store.close(), worker.mongo.close()]);
  });

  it('take over from one that is killed in mid-batch', async () => {
    const victim = await child('victim');
    await here('heir');
    await waitUntil(holders, (seen) => seen['victim'] === 3 && seen['heir'] === 3);
    const moves = [1, 2, 13, 4];
    const position = await move(...moves);
    await victim.said('in mid-batch');
    await victim.kill();
    await views.fresh(position, ...allViews());
    await upTo(moves.length);
    expect(await outcome()).toEqual(right(moves));
    expect(await holders()).toEqual({ heir: 6 });
  });

  it('are not disturbed by one that was frozen in mid-batch and wakes up later', async () => {
    const sleeper = await child('sleeper');
    await here('heir');
    await waitUntil(holders, (seen) => seen['sleeper'] === 3 && seen['heir'] === 3);
    await move(1, 13);
    await sleeper.said('in mid-batch');
    sleeper.signal('SIGSTOP');
    await views.fresh(await move(2, 3), ...allViews());
    await waitUntil(holders, (seen) => seen['heir'] === 6);
    sleeper.signal('SIGCONT');
    // it notices, gives up what it had, and gets its share anew
    await waitUntil(
      () => sleeper.lines(),
      (lines) => lines.some((line) => line.includes('gives up')),
    );
    await waitUntil(holders, (seen) => seen['sleeper'] === 3 && seen['heir'] === 3);
    const moves = [1, 2, 3, 5, 13];
    await views.fresh(await move(5), ...allViews());
    await upTo(moves.length);
    expect(await outcome()).toEqual(right(moves));
  });

  it('go on under the same name after a kill without waiting for anything', async () => {
    place = { ...place, times: NEVER };
    const before = await child('worker-1');
    await waitUntil(holders, (seen) => seen['worker-1'] === 6);
    await before.kill();
    await here('worker-1');
    await views.fresh(await move(1, 2), ...allViews());
    expect(await outcome()).toMatchObject({ balances: place.views.map(() => 3) });
  });
});
