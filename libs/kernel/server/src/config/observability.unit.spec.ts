import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BadConfig } from './config';
import { readObservability } from './observability';

describe('what operators configure', () => {
  it('is nothing: no traces, figures for this machine, no port of the worker', () => {
    expect(readObservability({})).toEqual({
      otlpEndpoint: undefined,
      traceRatio: 1,
      metricsToken: undefined,
      worker: undefined,
    });
  });

  it('may come from a file that holds the token', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'max-token-')), 'token');
    writeFileSync(file, '0123456789abcdef\n');
    expect(readObservability({ MAX_METRICS_TOKEN_FILE: file }).metricsToken).toBe('0123456789abcdef');
    expect(readObservability({ MAX_WORKER_PORT: '0' }).worker).toEqual({ host: '127.0.0.1', port: 0 });
  });

  it.each([
    { MAX_OTLP_ENDPOINT: 'localhost:4318' },
    { MAX_TRACE_RATIO: '2' },
    { MAX_TRACE_RATIO: 'half' },
    { MAX_METRICS_TOKEN: 'short' },
    { MAX_METRICS_TOKEN_FILE: '/nowhere/at/all' },
    { MAX_WORKER_PORT: '70000' },
    { MAX_WORKER_PORT: 'http' },
  ])('is refused, naming the variable: %j', (env) => {
    expect(() => readObservability(env)).toThrow(BadConfig);
    expect(() => readObservability(env)).toThrow(Object.keys(env)[0] ?? '');
  });
});
