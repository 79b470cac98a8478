import type { Connection } from 'mongoose';

import { connectMongo, databaseOf } from '../mongo';
import { startEngines, type TestEngines } from '../testing/test-engines';

import { SubjectKeys } from './subject-keys';

describe('subject keys', () => {
  let engines: TestEngines;
  let mongo: Connection;
  let keys: SubjectKeys;
  beforeAll(async () => {
    engines = await startEngines();
    mongo = connectMongo(engines.config.mongo);
    keys = new SubjectKeys(mongo, `${databaseOf(engines.config.mongo)}_keys`);
  });
  afterAll(async () => {
    await mongo.close();
    await engines.stop();
  });

  it('open what they sealed, for their own subject only', async () => {
    const sealed = await keys.seal('ann', 'Ann Ölsen 😀');
    expect(JSON.stringify(sealed)).not.toContain('Ann Ö');
    expect(await keys.open(sealed)).toBe('Ann Ölsen 😀');
    await keys.seal('bob', 'Bob');
    await expect(keys.open({ ...sealed, subject: 'bob' })).rejects.toThrow();
  });

  it('seal the same text differently each time, under one key though asked at once', async () => {
    const sealed = await Promise.all([1, 2, 3, 4].map(() => keys.seal('carl', 'same')));
    expect(new Set(sealed.map(({ ciphertext }) => ciphertext)).size).toBe(4);
    expect(await Promise.all(sealed.map((value) => keys.open(value)))).toEqual(['same', 'same', 'same', 'same']);
  });

  it('notice a changed byte', async () => {
    const { subject, ciphertext } = await keys.seal('dan', 'secret');
    const bytes = Buffer.from(ciphertext, 'base64');
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    await expect(keys.open({ subject, ciphertext: bytes.toString('base64') })).rejects.toThrow();
  });

  it('forget a person when destroyed', async () => {
    const sealed = await keys.seal('eve', 'Eve');
    await keys.destroy('eve');
    expect(await keys.open(sealed)).toBeUndefined();
  });
});
