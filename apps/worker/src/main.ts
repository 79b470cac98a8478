import 'reflect-metadata';

import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BadConfig, levelsFrom, readConfig, Workload } from '@max/kernel/server';

import { WorkerModule } from './worker.module';

try {
  const config = readConfig(process.env);
  const logger = new ConsoleLogger({ json: true, logLevels: levelsFrom(config.logLevel) });
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config), { logger });
  const workload = app.get(Workload);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(
      signal,
      () =>
        void workload
          .stop()
          .then(() => app.close())
          .then(() => process.exit(0)),
    );
  }
  await workload.start();
  console.log('Worker is ready');
} catch (error) {
  console.error(error instanceof BadConfig ? `The worker can't start: ${error.message}` : error);
  process.exit(1);
}
