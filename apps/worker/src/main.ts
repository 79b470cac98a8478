import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import {
  BadConfig,
  Health,
  observeProgram,
  readConfig,
  readObservability,
  serveHealth,
  Workload,
} from '@max/kernel/server';

import { WorkerModule } from './worker.module';

try {
  const config = readConfig(process.env);
  const observability = readObservability(process.env);
  const { log, stopTracing } = observeProgram('worker', config.logLevel, observability);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger: log });
  const { worker: at, metricsToken } = observability;
  const served = at && (await serveHealth(app.get(Health), at, metricsToken));
  const workload = app.get(Workload);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(
      signal,
      () =>
        void workload
          .stop()
          .then(() => app.close())
          .then(() => served?.close())
          .then(stopTracing)
          .then(() => process.exit(0)),
    );
  }
  await workload.start();
  console.log(`Worker is ready${at && served ? `: http://${at.host}:${served.port}` : ''}`);
} catch (error) {
  console.error(error instanceof BadConfig ? `The worker can't start: ${error.message}` : error);
  process.exit(1);
}
