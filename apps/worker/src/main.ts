import 'reflect-metadata';

import { NestFactory } from '@nestjs/core';
import {
  BadConfig,
  EVENT_STORE,
  Health,
  MONGO,
  observeProgram,
  operate,
  readConfig,
  readObservability,
  serveHealth,
  type VersionedEventStore,
  Workload,
} from '@max/kernel/server';

import type { Connection } from 'mongoose';

import { WorkerModule } from './worker.module';

try {
  const config = readConfig(process.env);
  const observability = readObservability(process.env);
  const { log, stopTracing } = observeProgram('worker', config.logLevel, observability);
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger: log });
  const command = process.argv.slice(2);
  if (command.length > 0) {
    const [store, mongo] = [app.get<VersionedEventStore>(EVENT_STORE), app.get<Connection>(MONGO)];
    const parts = {
      store,
      mongo,
      projections: app.get(Workload).projections(),
      say: (line: string) => console.log(line),
    };
    const status = await operate(command, parts);
    await app.close();
    process.exit(status);
  }
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
