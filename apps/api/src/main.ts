import 'reflect-metadata';

import { BadConfig, observeProgram, readConfig, readObservability } from '@max/kernel/server';

import { createApi } from './app/create-api';
import { stopGracefully } from './app/stop-gracefully';

try {
  const config = readConfig(process.env);
  const observability = readObservability(process.env);
  const { log, stopTracing } = observeProgram('api', config.logLevel, observability);
  const app = await createApi(config, observability, log);
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(
      signal,
      () =>
        void stopGracefully(app, log)
          .then(stopTracing)
          .then(() => process.exit(0)),
    );
  console.log(`API is ready: http://${config.host}:${port}`);
} catch (error) {
  console.error(error instanceof BadConfig ? `The API can't start: ${error.message}` : error);
  process.exit(1);
}
