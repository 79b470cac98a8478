import 'reflect-metadata';

import { BadConfig, readConfig } from '@max/kernel/server';

import { createApi } from './app/create-api';

try {
  const config = readConfig(process.env);
  const app = await createApi(config);
  await app.listen(config.port, config.host);
  const { port } = app.getHttpServer().address() as { port: number };
  console.log(`API is ready: http://${config.host}:${port}`);
} catch (error) {
  console.error(error instanceof BadConfig ? `The API can't start: ${error.message}` : error);
  process.exit(1);
}
