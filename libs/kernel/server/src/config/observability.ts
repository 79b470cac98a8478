import { readFileSync } from 'node:fs';

import { BadConfig } from './config';

/** What operators see of a running program, and who may see it. */
export interface Observability {
  /** `http://host:4318` of an OpenTelemetry collector; undefined sends no traces. */
  readonly otlpEndpoint: string | undefined;
  /** Share of the traces that is kept, 0 to 1. */
  readonly traceRatio: number;
  /** Bearer token of /metrics; undefined answers only to this machine. */
  readonly metricsToken: string | undefined;
  /** Where the worker serves health and metrics; undefined: nowhere. */
  readonly worker: { readonly host: string; readonly port: number } | undefined;
}

export const NOT_OBSERVED: Observability = {
  otlpEndpoint: undefined,
  traceRatio: 1,
  metricsToken: undefined,
  worker: undefined,
};

const SHORTEST_TOKEN = 16;

/** @throws BadConfig naming the variable that is wrong */
export const readObservability = (env: NodeJS.ProcessEnv): Observability => {
  const otlpEndpoint = env['MAX_OTLP_ENDPOINT'] || undefined;
  if (otlpEndpoint !== undefined && !/^https?:\/\/[^\s]+$/.test(otlpEndpoint))
    throw new BadConfig('MAX_OTLP_ENDPOINT is not an http:// or https:// address');
  const traceRatio = Number(env['MAX_TRACE_RATIO'] || 1);
  if (!(traceRatio >= 0 && traceRatio <= 1)) throw new BadConfig('MAX_TRACE_RATIO is not between 0 and 1');
  return { otlpEndpoint, traceRatio, metricsToken: tokenOf(env), worker: workerOf(env) };
};

const tokenOf = (env: NodeJS.ProcessEnv): string | undefined => {
  const file = env['MAX_METRICS_TOKEN_FILE'];
  const token = file ? readToken(file) : env['MAX_METRICS_TOKEN'] || undefined;
  if (token !== undefined && token.length < SHORTEST_TOKEN)
    throw new BadConfig(`MAX_METRICS_TOKEN must be at least ${SHORTEST_TOKEN} characters long`);
  return token;
};

const readToken = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new BadConfig(`MAX_METRICS_TOKEN_FILE can't be read: ${(error as NodeJS.ErrnoException).code ?? ''}`);
  }
};

const workerOf = (env: NodeJS.ProcessEnv): Observability['worker'] => {
  const text = env['MAX_WORKER_PORT'];
  if (!text) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BadConfig(`MAX_WORKER_PORT is not a port: ${text}`);
  return { host: env['MAX_WORKER_HOST'] || '127.0.0.1', port };
};
