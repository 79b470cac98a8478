import { newId } from '@max/kernel';
import type { Connection } from 'mongoose';

import { connectMongo } from '../../mongo';
import { startEngines, type TestEngines } from '../../testing/test-engines';

import { KEPT_MS, KeptAnswers, type Found } from './kept-answers';

const begun = (found: Found): Extract<Found, { kind: 'begun' }> => {
  if (found.kind !== 'begun') throw new Error(`expected to begin, found ${found.kind}`);
  return found;
};

describe('kept answers', () => {
  let engines: TestEngines;
  let mongo: Connection;
  let now: number;
  let kept: KeptAnswers;
  beforeAll(async () => {
    engines = await startEngines();
    mongo = connectMongo(engines.config.mongo);
  });
  afterAll(async () => {
    await mongo.close();
    await engines.stop();
  });
  beforeEach(() => {
    now = Date.now();
    kept = new KeptAnswers(mongo, () => now, 10_000);
  });

  it('let one of many at once begin, whatever the others do', async () => {
    const key = newId();
    const all = await Promise.all(Array.from({ length: 20 }, () => kept.begin('u', key, 'f')));
    expect(all.map(({ kind }) => kind).sort()).toEqual(['begun', ...Array.from({ length: 19 }, () => 'running')]);
  });

  it('give the answer to the same request, and say so to another one', async () => {
    const key = newId();
    const { id, token } = begun(await kept.begin('u', key, 'f'));
    expect(await kept.begin('u', key, 'other')).toEqual({ kind: 'other-request' });
    await kept.finish(id, token, 'sealed');
    expect(await kept.begin('u', key, 'f')).toEqual({ kind: 'answered', answer: 'sealed', fingerprint: 'f' });
    expect(await kept.begin('u', key, 'other')).toEqual({ kind: 'other-request' });
  });

  it('belong to one user: the same key of another is another request', async () => {
    const key = newId();
    begun(await kept.begin('u-1', key, 'f'));
    begun(await kept.begin('u-2', key, 'f'));
  });

  it('hold neither key nor user', async () => {
    const key = newId();
    const { id } = begun(await kept.begin('user-7', key, 'f'));
    const stored = JSON.stringify(await mongo.collection('idempotency_keys').findOne({ _id: id as never }));
    expect(stored).not.toContain(key);
    expect(stored).not.toContain('user-7');
  });

  it('pass to the next when the process that ran it has died, with the same seed', async () => {
    const key = newId();
    const first = begun(await kept.begin('u', key, 'f'));
    now += 9_999;
    expect(await kept.begin('u', key, 'f')).toEqual({ kind: 'running', retryAfterMs: 1 });
    now += 1;
    const all = await Promise.all([1, 2, 3].map(() => kept.begin('u', key, 'f')));
    const [second] = all.filter(({ kind }) => kind === 'begun').map(begun);
    expect(all.map(({ kind }) => kind).sort()).toEqual(['begun', 'running', 'running']);
    expect(second?.seed).toBe(first.seed);
    await kept.finish(first.id, first.token, 'of the dead one'); // it was only slow: its word counts no more
    await kept.finish(first.id, second?.token ?? '', 'of the second');
    expect(await kept.begin('u', key, 'f')).toMatchObject({ answer: 'of the second' });
  });

  it('stay with a request that renews', async () => {
    const key = newId();
    const { id, token } = begun(await kept.begin('u', key, 'f'));
    now += 9_000;
    await kept.renew(id, token);
    now += 9_000;
    expect((await kept.begin('u', key, 'f')).kind).toBe('running');
  });

  it('are tried again at once, with the same seed, when the answer was not to be kept', async () => {
    const key = newId();
    const first = begun(await kept.begin('u', key, 'f'));
    await kept.release(first.id, first.token);
    expect(begun(await kept.begin('u', key, 'f')).seed).toBe(first.seed);
  });

  it('are for a day, whether or not the store has removed them by then', async () => {
    const key = newId();
    const first = begun(await kept.begin('u', key, 'f'));
    await kept.finish(first.id, first.token, 'sealed');
    now += KEPT_MS - 1;
    expect((await kept.begin('u', key, 'f')).kind).toBe('answered');
    now += 1;
    const second = begun(await kept.begin('u', key, 'another request'));
    expect(second.seed).not.toBe(first.seed);
  });

  it('are removed by the store itself', async () => {
    await kept.ensureIndexes();
    const indexes = await mongo.collection('idempotency_keys').indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { expiresAt: 1 }, expireAfterSeconds: 0 }));
  });

  it('of an upload are compared once it has been read; one that was not read to its end is not kept', async () => {
    const key = newId();
    const { id, token } = begun(await kept.begin('u', key, undefined));
    await kept.finish(id, token, 'refused half-way');
    const second = begun(await kept.begin('u', key, undefined));
    expect(await kept.identify(id, second.token, 'f')).toBe(true);
    await kept.release(id, second.token);
    const third = begun(await kept.begin('u', key, undefined));
    expect(await kept.identify(id, third.token, 'another file')).toBe(false);
    expect(await kept.identify(id, third.token, 'f')).toBe(true);
    await kept.finish(id, third.token, 'sealed');
    expect(await kept.begin('u', key, undefined)).toEqual({ kind: 'answered', answer: 'sealed', fingerprint: 'f' });
  });
});
