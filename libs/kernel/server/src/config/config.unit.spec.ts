import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BadConfig, readConfig } from './config';

const engines = { MAX_EVENT_STORE: 'esdb://e:2113', MAX_MONGO: 'mongodb://m/x' };

describe('the configuration', () => {
  it('names the variable that is missing or wrong', () => {
    expect(() => readConfig({ MAX_MONGO: 'mongodb://m' })).toThrow(new BadConfig('MAX_EVENT_STORE is not set'));
    expect(() => readConfig({ ...engines, MAX_PORT: '99999' })).toThrow('MAX_PORT is not a port');
    expect(() => readConfig({ ...engines, MAX_EVENT_NAMESPACE: 'Pro-d' })).toThrow(/^MAX_EVENT_NAMESPACE: .*: Pro-d$/);
  });

  it('keeps the queues of a namespace apart, unless told how', () => {
    expect(readConfig(engines)).toMatchObject({ eventNamespace: undefined, redisPrefix: 'max-booster' });
    const staging = { ...engines, MAX_EVENT_NAMESPACE: 'staging' };
    expect(readConfig(staging)).toMatchObject({ eventNamespace: 'staging', redisPrefix: 'max-booster-staging' });
    expect(readConfig({ ...staging, MAX_REDIS_PREFIX: 'q' }).redisPrefix).toBe('q');
  });

  it('takes secrets from files, without their last line break', () => {
    const folder = mkdtempSync(join(tmpdir(), 'max-config-'));
    const file = (name: string, content: string): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const env = {
      MAX_EVENT_STORE: 'esdb://e:2113',
      MAX_MONGO: 'mongodb://not-this-one',
      MAX_MONGO_FILE: file('mongo', 'mongodb://max:secret@m/x\n'),
      MAX_REDIS_FILE: file('redis', 'redis://r'),
      MAX_STRIPE_API_KEY_FILE: file('stripe', '\n'),
    };
    const { mongo, redis, stripe } = readConfig(env);
    expect([mongo, redis, stripe.apiKey]).toEqual(['mongodb://max:secret@m/x', 'redis://r', '']);
    rmSync(folder, { recursive: true });
  });

  it('says which file of a secret can not be read', () => {
    expect(() => readConfig({ ...engines, MAX_REDIS_FILE: '/nowhere/redis-url' })).toThrow(
      new BadConfig("MAX_REDIS_FILE can't be read: ENOENT"),
    );
  });
});
