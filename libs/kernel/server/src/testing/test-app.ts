import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import {
  ForbiddenException,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import request from 'supertest';

import type { Config } from '../config/config';
import { EventTypes } from '../events/event-types';
import { STORED_EVENTS, type StoredEvents } from '../events/versioned-event-store';
import { ACCESS, type Access, type Authenticated } from '../http/access';
import { requestValidation } from '../http/invalid-request';
import { ProblemFilter } from '../http/problem.filter';
import { KernelModule } from '../kernel.module';
import { Workload } from '../processes/workload';

import { recordEvents } from './record-events';
import { checkEvents } from './valid-events';

export interface TestUser {
  readonly id: string;
}

export interface TestAppOptions<User extends TestUser> {
  readonly config: Config;
  /** The context's API and worker modules; both run in this one process. */
  readonly modules: readonly Type<unknown>[];
  /** The CASL ability of a user: `(user) => abilityOf(user, [payoutsRules])`. */
  readonly abilityOf: (user: User) => { can(action: string, subject: string): boolean };
}

export interface TestApp<User extends TestUser> {
  readonly nest: NestFastifyApplication;
  /** HTTP requests as this user; without one, as nobody. Sessions and CSRF are identity's and not part of it. */
  as(user?: User): ReturnType<typeof request.agent>;
  close(): Promise<void>;
}

const USER_HEADER = 'x-test-user';

/** One context over real engines: its HTTP API, views, processes and jobs, with test users instead of sessions. */
export const startTestApp = async <User extends TestUser>(options: TestAppOptions<User>): Promise<TestApp<User>> => {
  const users = new Map<string, User>();
  class TestAccess implements CanActivate {
    private readonly reflector = new Reflector();
    canActivate(context: ExecutionContext): boolean {
      const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
        context.getHandler(),
        context.getClass(),
      ]);
      if (access?.public) return true;
      const incoming = context.switchToHttp().getRequest<FastifyRequest & Authenticated>();
      const user = users.get(String(incoming.headers[USER_HEADER]));
      if (!user) throw new UnauthorizedException();
      const ability = options.abilityOf(user);
      if (!access?.action || !access.subject || !ability.can(access.action, access.subject))
        throw new ForbiddenException();
      Object.assign(incoming, { user, ability });
      return true;
    }
  }
  class TestModule {}
  const root = {
    module: TestModule,
    imports: [KernelModule.forRoot(options.config), ...options.modules],
    providers: [
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_GUARD, useFactory: () => new TestAccess() },
    ],
  };
  const adapter = new FastifyAdapter({ genReqId: () => randomUUID() });
  const nest = await NestFactory.create<NestFastifyApplication>(root, adapter, { rawBody: true, logger: ['error'] });
  await nest.register(cookie);
  await nest.register(multipart, { limits: { files: 1, fileSize: Number.MAX_SAFE_INTEGER } });
  await checkEvents(nest.get(EventTypes));
  nest.setGlobalPrefix('api/v1');
  nest.useGlobalPipes(requestValidation());
  await nest.init();
  await nest.listen(0, '127.0.0.1');
  const workload = nest.get(Workload);
  await workload.start();
  return {
    nest,
    as: (user) => {
      const agent = request.agent(nest.getHttpServer());
      if (user) {
        users.set(user.id, user);
        agent.set(USER_HEADER, user.id);
      }
      return agent;
    },
    close: async () => {
      await workload.stop();
      const record = process.env['MAX_RECORD_EVENTS'];
      if (record) await recordEvents(nest.get<StoredEvents>(STORED_EVENTS), record);
      await nest.close();
    },
  };
};
