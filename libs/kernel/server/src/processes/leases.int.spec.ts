import { newId } from '@max/kernel';
import type { Connection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';

import { connectMongo } from '../mongo';
import { startEngines, type TestEngines } from '../testing/test-engines';

import { Leases, NameTaken } from './leases';

const TIMES = { leaseMs: 400, beatMs: 50 };

describe('leases', () => {
  let engines: TestEngines;
  let mongo: Connection;
  let can: string[];
  beforeAll(async () => {
    engines = await startEngines();
    mongo = connectMongo(engines.config.mongo);
  });
  beforeEach(async () => {
    can = ['views', 'process'].map((name) => `${name}-${newId()}`);
    for (const name of ['workers', 'leases']) await mongo.collection(name).deleteMany({});
  });
  afterAll(async () => {
    await mongo.close();
    await engines.stop();
  });
  const worker = (name: string) => new Leases(mongo, name, TIMES);
  const name = (i = 0) => can[i] ?? '';

  it('go to one of many who try at the same time', async () => {
    const workers = Array.from({ length: 8 }, (_, i) => worker(`w${i}`));
    const tables = await Promise.all(workers.map((one) => one.beat(can)));
    const got = await Promise.all(workers.map((one, i) => one.take(name(), tables[i]!)));
    expect(got.filter(Boolean)).toHaveLength(1);
  });

  it('are not taken from the living', async () => {
    const [a, b] = [worker('a'), worker('b')];
    await a.take(name(), await a.beat(can));
    await delay(TIMES.leaseMs / 2);
    await a.beat(can);
    expect(await b.take(name(), await b.beat(can))).toBe(false);
  });

  it('are taken from one that shows no sign of life, after it has stopped trusting itself', async () => {
    const [a, b] = [worker('a'), worker('b')];
    await a.take(name(), await a.beat(can));
    for (let table = await b.beat(can); !(await b.take(name(), table)); table = await b.beat(can)) await delay(10);
    expect(a.validForMs).toBeLessThan(0);
    expect((await a.beat(can)).owners.get(name())).toBe('b');
  });

  it('are free at once when they are given back', async () => {
    const [a, b] = [worker('a'), worker('b')];
    await a.take(name(), await a.beat(can));
    await a.release([name()]);
    expect(await b.take(name(), await b.beat(can))).toBe(true);
  });

  it('are only given back by who holds them', async () => {
    const [a, b] = [worker('a'), worker('b')];
    await a.take(name(), await a.beat(can));
    await b.beat(can);
    await b.release([name()]);
    expect((await b.beat(can)).owners.get(name())).toBe('a');
  });

  it('of a worker that left need no waiting', async () => {
    const [a, b] = [worker('a'), worker('b')];
    await a.take(name(), await a.beat(can));
    await a.leave();
    const table = await b.beat(can);
    expect(table.workers.map(({ id }) => id)).toEqual(['b']);
    expect(await b.take(name(), table)).toBe(true);
  });

  it('stay with a worker that is started anew under its name; the one before learns of it', async () => {
    const before = worker('worker-1');
    await before.take(name(), await before.beat(can));
    const anew = worker('worker-1');
    expect((await anew.beat(can)).owners.get(name())).toBe('worker-1');
    await expect(before.beat(can)).rejects.toBeInstanceOf(NameTaken);
  });

  it('are not lost for a worker that slept and was buried', async () => {
    const [a, b] = [worker('a'), worker('b')];
    await a.beat(can);
    while ((await b.beat(can)).workers.length > 1) await delay(10);
    expect((await a.beat(can)).workers.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  });
});
