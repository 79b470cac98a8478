import { randomUUID } from 'node:crypto';

import { signIn, visitor, type Send } from './browser';
import { beginRequest, takesConnections } from './half-request';
import { OtlpReceiver } from './otlp-receiver';
import { preparePrograms, type Program, type Programs } from './programs';

const HEADING = 'artist,release_title,upc,label,release_date,track_title,version,isrc,duration_seconds\n';
const TOKEN = 'the-token-of-the-figures-0123456789';
const authorization = `Bearer ${TOKEN}`;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/;

describe('what operators see of an API and a worker', () => {
  let programs: Programs;
  let receiver: OtlpReceiver;
  let api: Program;
  let worker: Program;
  let send: Send;
  const at = (program: Program): string => program.ready[1] ?? '';
  beforeAll(async () => {
    receiver = await OtlpReceiver.start();
    programs = await preparePrograms('observability');
    const env = { MAX_OTLP_ENDPOINT: receiver.endpoint, MAX_METRICS_TOKEN: TOKEN, MAX_WORKER_PORT: '0' };
    api = await programs.start('api', env);
    worker = await programs.start('worker', env);
    ({ send } = await signIn(at(api), 'finance-maker'));
  }, 120_000);
  afterAll(async () => {
    await programs.stop();
    receiver.stop();
  });

  it('is one tree of spans, from the request over the log to the job and its decision, in one trace', async () => {
    const form = new FormData();
    form.append('file', new Blob([`${HEADING}Ann,Album,,Label,2024-01-01,Song,,DEA123400001,200\n`]), 'songs.csv');
    const signedIn = await signIn(at(api), 'finance-maker');
    const traceId = randomUUID().replaceAll('-', '');
    const response = await fetch(`${at(api)}/api/v1/catalog/imports`, {
      method: 'POST',
      headers: {
        cookie: signedIn.cookies.join('; '),
        'x-xsrf-token': signedIn.cookies.find((one) => one.startsWith('XSRF'))?.split('=')[1] ?? '',
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      },
      body: form,
    });
    expect(response.status).toBe(202);
    const stages = [
      'POST /api/v1/catalog/imports',
      'command receive',
      'append',
      'event catalog.import-received.v1',
      'job run-catalog-import',
      'event catalog.import-finished.v1',
    ];
    const spans = await receiver.trace(traceId, stages);
    const ids = new Set(spans.map(({ spanId }) => spanId));
    const roots = spans.filter(({ parentSpanId }) => !parentSpanId || !ids.has(parentSpanId));
    expect(roots.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
      ['POST /api/v1/catalog/imports', '00f067aa0ba902b7'],
    ]);
    expect(ids.size).toBe(spans.length);
    expect(new Set(spans.map(({ program }) => program))).toEqual(new Set(['max-booster-api', 'max-booster-worker']));

    // the job hangs under the event that asked for it, and that under the request
    const named = (name: string) => spans.find((span) => span.name === name);
    const over = (name: string): string[] => {
      const names: string[] = [];
      for (let span = named(name); span;) {
        names.push(span.name);
        const parent: string | undefined = span.parentSpanId;
        span = spans.find(({ spanId }) => spanId === parent);
      }
      return names;
    };
    expect(over('job run-catalog-import')).toEqual([
      'job run-catalog-import',
      'event catalog.import-received.v1',
      'append',
      'command receive',
      'POST /api/v1/catalog/imports',
    ]);
    expect(over('event catalog.import-finished.v1')).toContain('job run-catalog-import');
    expect(spans.some(({ name }) => name.startsWith('view '))).toBe(true);
    expect(spans.some(({ name }) => name.startsWith('process:'))).toBe(true);
  });

  it('are figures for who has the token, in both programs, without ids or people in their labels', async () => {
    const { body } = await send('POST', '/api/v1/payees', { name: 'Figured Out' });
    await send('GET', `/api/v1/payees?atLeast=${String(body['position'])}&limit=1`);
    for (let i = 0; i < 30; i += 1) await visitor(at(api))('GET', `/no/such/${randomUUID()}`);
    for (let i = 0; i < 30; i += 1) await send('GET', `/api/v1/payees/${randomUUID()}`);
    for (const program of [api, worker]) {
      const ask = visitor(at(program));
      expect((await ask('GET', '/metrics')).status).toBe(401);
      expect((await ask('GET', '/metrics', undefined, { authorization: 'Bearer guess' })).status).toBe(401);
      const { status, text, headers } = await ask('GET', '/metrics', undefined, { authorization });
      expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
      expect(text).toContain('nodejs_eventloop_lag_seconds');
      const labels = [...text.matchAll(/^(max_\w+)\{([^}]*)\}/gm)].map(([, , all]) => all ?? '');
      expect(labels.filter((one) => UUID.test(one) || one.includes('@'))).toEqual([]);
      expect(new Set(labels.map((one) => one.replace(/,?le="[^"]*"/, ''))).size).toBeLessThan(400);
    }
    const figures = (await visitor(at(api))('GET', '/metrics', undefined, { authorization })).text;
    expect(figures).toContain('max_http_request_seconds_count{method="POST",route="/api/v1/payees",status="201"} 1');
    expect(figures).toContain(
      'max_http_request_seconds_count{method="GET",route="/api/v1/payees/:id",status="404"} 30',
    );
    expect(figures).toMatch(/max_command_seconds_count\{command="register",result="ok"\} [1-9]/);
    expect(figures).toMatch(/max_append_seconds_count\{result="ok"\} [1-9]/);
    expect(figures).toMatch(/max_view_wait_seconds_count\{[^}]*\} [1-9]/);
    const worked = (await visitor(at(worker))('GET', '/metrics', undefined, { authorization })).text;
    expect(worked).toMatch(/max_processor_events_total\{processor="[^"]+"\} [1-9]/);
    expect(worked).toMatch(/max_job_seconds_count\{queue="run-catalog-import",result="done"\} 1/);
  });

  it('are one line a request, with its route, status, time and user, and its correlation id', async () => {
    await send('GET', '/api/v1/payees?limit=1', undefined, {
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    });
    const lines = () =>
      api
        .output()
        .split('\n')
        .filter((line) => line.includes('0af76519-16cd-43dd-8448-eb211c80319c'));
    while (lines().length === 0) await new Promise((done) => setTimeout(done, 20));
    expect(lines().map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 'info',
        service: 'api',
        correlationId: '0af76519-16cd-43dd-8448-eb211c80319c',
        method: 'GET',
        route: '/api/v1/payees',
        status: 200,
        ms: expect.any(Number),
        user: expect.stringMatching(UUID),
      }),
    ]);
  });

  it('are the states of all parts, of both programs', async () => {
    for (const program of [api, worker]) {
      const ask = visitor(at(program));
      expect((await ask('GET', '/health/live')).body).toEqual({ status: 'ok' });
      const { status, body } = await ask('GET', '/health/ready');
      expect([status, body['status']]).toEqual([200, 'ok']);
      expect(Object.keys(body['details'] as object).sort()).toEqual([
        'eventStore',
        'files',
        'jobs',
        'mongo',
        'processors',
      ]);
    }
  });

  it('stop by themselves: the running request is answered, the API takes no more, and it ends well', async () => {
    const running = await beginRequest(at(api), '/api/v1/auth/login', '{"email":"nobody@');
    const ended = Promise.all([api.kill('SIGTERM'), worker.kill('SIGTERM')]);
    while (await takesConnections(at(api))) await new Promise((done) => setTimeout(done, 20));
    expect(await running.end('test.example","password":"wrong"}')).toMatch(/^HTTP\/1.1 401 /);
    await ended;
    expect((await api.exited) as unknown[]).toEqual([0, null]);
    expect((await worker.exited) as unknown[]).toEqual([0, null]);
    expect(api.output()).not.toContain('requests still ran');
  });
});
