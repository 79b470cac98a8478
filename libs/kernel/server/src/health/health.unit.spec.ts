import { NestFactory } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';

import { EVENT_STORE } from '../event-store/event-store';
import { FILES } from '../files/files';
import { JOBS } from '../jobs/jobs';
import { MONGO } from '../mongo';
import { Checkpoints } from '../projections/checkpoints';

import { Health } from './health';
import { readinessOf, serveHealth } from './serve';

const never = () => new Promise<never>(() => undefined);
const mongo = (ping: () => Promise<unknown>) => ({ asPromise: () => Promise.resolve(), db: { command: ping } });
const WELL = {
  store: { head: () => Promise.resolve(7n) } as { head(): Promise<bigint> },
  mongo: mongo(() => Promise.resolve({ ok: 1 })),
  jobs: { counts: () => Promise.resolve({}) } as { counts(): Promise<object> },
  files: { has: () => Promise.resolve(false) } as { has(): Promise<boolean> },
  checkpoints: { all: () => Promise.resolve([{ processor: 'payees_v1', position: 7n, error: null as string | null }]) },
};

const healthOf = async (parts: typeof WELL): Promise<Health> => {
  class HealthOnly {}
  const root = {
    module: HealthOnly,
    imports: [TerminusModule.forRoot({ logger: false })],
    providers: [
      Health,
      { provide: EVENT_STORE, useValue: parts.store },
      { provide: MONGO, useValue: parts.mongo },
      { provide: JOBS, useValue: parts.jobs },
      { provide: FILES, useValue: parts.files },
      { provide: Checkpoints, useValue: parts.checkpoints },
    ],
  };
  const app = await NestFactory.createApplicationContext(root, { logger: false });
  return app.get(Health);
};

describe('health', () => {
  it('is ok when every part answers', async () => {
    const { status, body } = await readinessOf(await healthOf(WELL));
    expect([status, body.status]).toEqual([200, 'ok']);
    expect(Object.entries(body.details).map(([part, { status: state }]) => [part, state])).toEqual([
      ['eventStore', 'up'],
      ['mongo', 'up'],
      ['jobs', 'up'],
      ['files', 'up'],
      ['processors', 'up'],
    ]);
  });

  it('names the part that is down, or that does not answer in time, and says nothing of how', async () => {
    const broken = () => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:6379'));
    const { status, body } = await readinessOf(
      await healthOf({ ...WELL, store: { head: never }, jobs: { counts: broken } }),
    );
    expect([status, body.status]).toEqual([503, 'error']);
    expect(Object.keys(body.error ?? {}).sort()).toEqual(['eventStore', 'jobs']);
    expect(Object.keys(body.info ?? {}).sort()).toEqual(['files', 'mongo', 'processors']);
    expect(JSON.stringify(body)).not.toContain('10.1.2.3');
  });

  it('is degraded, but ready, while a processor stands still', async () => {
    const all = () => Promise.resolve([{ processor: 'payees_v1', position: 7n, error: 'TypeError: secret text' }]);
    const { status, body } = await readinessOf(await healthOf({ ...WELL, checkpoints: { all } }));
    expect([status, body.status]).toEqual([200, 'degraded']);
    expect(body.details['processors']).toMatchObject({ status: 'degraded', standingStill: ['payees_v1'] });
    expect(JSON.stringify(body)).not.toContain('secret text');
  });

  it('is served to whoever asks for it in the right way, and nothing else is', async () => {
    const served = await serveHealth(await healthOf(WELL), { host: '127.0.0.1', port: 0 }, undefined);
    const ask = async (path: string, method = 'GET', headers = {}) =>
      (await fetch(`http://127.0.0.1:${served.port}${path}`, { method, headers })).status;
    expect(await ask('/health/live')).toBe(200);
    expect(await ask('/health/ready?x=1')).toBe(200);
    expect(await ask('/metrics')).toBe(200);
    expect(await ask('/metrics', 'GET', { 'x-forwarded-for': '8.8.8.8' })).toBe(401);
    expect(await ask('/../etc/passwd')).toBe(404);
    expect(await ask('/health/ready', 'POST')).toBe(405);
    await served.close();
    await expect(ask('/health/live')).rejects.toThrow();
  });
});
