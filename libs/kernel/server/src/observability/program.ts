import { Logger } from '@nestjs/common';
import { collectDefaultMetrics } from 'prom-client';

import type { LogLevel } from '../config/config';
import type { Observability } from '../config/observability';

import { createLog, logWarnings, PinoLog } from './log';
import { registry } from './metrics';
import { startTracing } from './tracing';

/** What a program (`api`, `worker`) sets up before anything else: its log, its own figures, its traces. */
export const observeProgram = (service: string, level: LogLevel, options: Observability) => {
  const pino = createLog(service, level);
  logWarnings(pino);
  const log = new PinoLog(pino);
  Logger.overrideLogger(log);
  // memory, event loop lag, garbage collection, file handles
  collectDefaultMetrics({ register: registry });
  return { pino, log, stopTracing: startTracing(service, options) };
};
