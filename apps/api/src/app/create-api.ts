import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  createLog,
  NOT_OBSERVED,
  observeRequests,
  PinoLog,
  requestValidation,
  type Config,
  type Observability,
} from '@max/kernel/server';
import { LogController } from 'fastify';
import { randomUUID } from 'node:crypto';

import { mountWebApps } from '../static/mount-web-apps';

import { ApiModule } from './api.module';
import { mountDocument } from './openapi';

/** Largest body that is not a file upload; uploads are streamed to disk and have no limit of their own. */
const BODY_LIMIT = 1_048_576;

/** The HTTP application, ready to listen or to be driven by a test. */
export const createApi = async (
  config: Config,
  observability: Observability = NOT_OBSERVED,
  log: PinoLog = new PinoLog(createLog('api', config.logLevel)),
): Promise<NestFastifyApplication> => {
  const adapter = new FastifyAdapter({
    loggerInstance: log.pino,
    // one line a request, without its address, is written by observeRequests
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    trustProxy: config.publicUrl !== undefined,
  });
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.forRoot(config, observability), adapter, {
    rawBody: true, // webhooks are signed over the bytes that came
    logger: log,
  });
  observeRequests(app.getHttpAdapter().getInstance(), log.pino);
  await app.register(cookie);
  await app.register(multipart, { limits: { files: 1, fileSize: Number.MAX_SAFE_INTEGER }, throwFileSizeLimit: true });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Angular adds component styles as <style> elements, Swagger's page as attributes
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        upgradeInsecureRequests: config.publicUrl?.startsWith('https:') ? [] : null,
      },
    },
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
  });
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
  app.useGlobalPipes(requestValidation());
  mountDocument(app);
  await mountWebApps(app, config.staticDir);
  return app;
};
