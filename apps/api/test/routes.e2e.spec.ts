import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { ACCESS, type Access } from '@max/kernel/server';
import { abilityOf, type Action, type SignedInUser } from '@max/identity/contracts';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { RULES } from '../src/app/contexts';
import { createDocument } from '../src/app/openapi';

import { startApi, USERS, type RunningApi } from './start-api';

interface Route {
  readonly method: string;
  readonly path: string;
}

const PUBLIC = ['get /health/live', 'get /health/ready', 'post /api/v1/auth/login', 'post /api/v1/webhooks/stripe'];
const sample = (path: string) => path.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000000');

describe('all routes', () => {
  let running: RunningApi;
  let routes: Route[];
  beforeAll(async () => {
    running = await startApi();
    routes = Object.entries(createDocument(running.api).paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => ({ method, path })),
    );
  }, 60_000);
  afterAll(() => running.stop());

  it('let nobody in who is not signed in', async () => {
    expect(routes.length).toBeGreaterThan(10);
    for (const { method, path } of routes) {
      if (PUBLIC.includes(`${method} ${path}`)) continue;
      const { status, body } = await running.agent()[method as 'get'](sample(path));
      expect([method, path, status, body.type]).toEqual([method, path, 401, 'not-signed-in']);
    }
  });

  it('answer every role as its abilities say: 403 exactly where they do not allow', async () => {
    const scanner = new MetadataScanner();
    const needs = new Map<string, Access>();
    const modules = [...running.api.get(ModulesContainer).values()];
    for (const { instance, metatype } of modules.flatMap(({ controllers }) => [...controllers.values()])) {
      for (const name of scanner.getAllMethodNames(Object.getPrototypeOf(instance))) {
        const handler = (instance as Record<string, object>)[name]!;
        const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, metatype!)) as
          Access | undefined;
        if (Reflect.hasMetadata('path', handler)) needs.set(`${metatype!.name}_${name}`, access ?? {});
      }
    }
    for (const [operation, access] of needs)
      expect([operation, access.public ?? access.subject]).toEqual([operation, expect.anything()]);

    const document = createDocument(running.api);
    for (const user of USERS.filter((name) => name !== 'finance-checker')) {
      const browser = await running.signIn(user);
      const me = (await browser.get('/api/v1/auth/me').expect(200)).body.user as SignedInUser;
      const ability = abilityOf(me, RULES);
      for (const { method, path } of routes) {
        if (path.endsWith('/auth/logout')) continue;
        const operation = (document.paths[path] as Record<string, { operationId?: string }>)[method]?.operationId ?? '';
        const access = needs.get(operation);
        if (!access || access.public) continue;
        const { status, body } = await browser[method as 'get'](sample(path));
        const allowed = ability.can(access.action as Action, access.subject!);
        expect([user, method, path, body.type === 'not-allowed' ? status : 'let in']).toEqual([
          user,
          method,
          path,
          allowed ? 'let in' : 403,
        ]);
      }
    }
  }, 120_000);

  it('are described by docs/openapi.json', () => {
    const file = resolve(import.meta.dirname, '../../../docs/openapi.json');
    const text = `${JSON.stringify(createDocument(running.api), null, 2)}\n`;
    if (process.env['MAX_UPDATE_OPENAPI']) writeFileSync(file, text);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
  });
});
