import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as after } from 'node:timers/promises';

/** How long running requests may take to end, in milliseconds; then their connections are closed. */
const PATIENCE_MS = 10_000;
/** For closing the stores, once no request needs them. */
const CLOSING_MS = 3_000;

/** Takes no new connections, lets the running requests end, closes the stores; all of it within a bound. */
export const stopGracefully = async (
  app: NestFastifyApplication,
  log: LoggerService,
  patienceMs = PATIENCE_MS,
): Promise<void> => {
  const closed = app.close().catch((error: unknown) => log.error('closing failed', error));
  if (await within(patienceMs, closed)) return;
  log.warn(`requests still ran after ${patienceMs / 1_000} s: their connections are closed`);
  app.getHttpServer().closeAllConnections();
  if (!(await within(CLOSING_MS, closed))) log.warn('the stores did not close in time');
};

const within = async (ms: number, work: Promise<unknown>): Promise<boolean> => {
  const late = new AbortController();
  const patience = after(ms, false, { signal: late.signal }).catch(() => false);
  const done = await Promise.race([work.then(() => true), patience]);
  late.abort();
  return done;
};
