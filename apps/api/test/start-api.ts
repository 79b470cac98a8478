import { CatalogWorkerModule } from '@max/catalog/server';
import { ComplianceWorkerModule } from '@max/compliance/server';
import { IdentityWorkerModule } from '@max/identity/server';
import { KernelModule, Workload, type Config } from '@max/kernel/server';
import { startEngines } from '@max/kernel/server/testing';
import { PayoutsWorkerModule } from '@max/payouts/server';
import { RoyaltiesWorkerModule } from '@max/royalties/server';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import request from 'supertest';

import { createApi } from '../src/app/create-api';

export const PASSWORD = 'correct horse battery';
export const USERS = ['admin', 'finance-maker', 'finance-checker', 'compliance', 'auditor', 'artist'] as const;
export type TestUser = (typeof USERS)[number];
export const emailOf = (user: TestUser): string => `${user}@test.example`;

export interface RunningApi {
  readonly api: NestFastifyApplication;
  /** A signed-in browser: cookies kept, the CSRF token sent back. */
  signIn(user: TestUser): Promise<Agent>;
  agent(): Agent;
  stop(): Promise<void>;
}
export type Agent = ReturnType<typeof request.agent>;

/** As `apps/worker` puts it together; an app can't import another app. */
const workerOf = (config: Config) => ({
  module: class TestWorker {},
  imports: [
    KernelModule.forRoot(config),
    IdentityWorkerModule,
    CatalogWorkerModule,
    RoyaltiesWorkerModule,
    PayoutsWorkerModule,
    ComplianceWorkerModule,
  ],
});

/** The whole product but its web pages: data node, API over HTTP, and the worker in the same process. */
export const startApi = async (): Promise<RunningApi> => {
  const engines = await startEngines();
  const bootstrapUsers = join(engines.config.dataDir, 'users.json');
  const users = USERS.map((role) => ({ role, email: emailOf(role), password: PASSWORD }));
  await writeFile(bootstrapUsers, JSON.stringify(users), { mode: 0o600 });
  const config = { ...engines.config, bootstrapUsers };
  const api = await createApi(config);
  await api.listen(0, '127.0.0.1');
  const worker = await NestFactory.createApplicationContext(workerOf(config), {
    logger: ['error', 'warn'],
  });
  await worker.get(Workload).start();
  const agent = () => request.agent(api.getHttpServer());
  return {
    api,
    agent,
    signIn: async (user) => {
      const browser = agent();
      const { headers } = await browser
        .post('/api/v1/auth/login')
        .send({ email: emailOf(user), password: PASSWORD })
        .expect(200);
      const token = /XSRF-TOKEN=([^;]+)/.exec(String(headers['set-cookie']))?.[1];
      return browser.set('X-XSRF-TOKEN', token ?? '') as unknown as Agent;
    },
    stop: async () => {
      await worker.get(Workload).stop();
      await worker.close();
      await api.close();
      await engines.stop();
    },
  };
};
