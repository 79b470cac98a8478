import { Body, Controller, Get, Post } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController } from 'fastify';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import request from 'supertest';

import { createLog, PinoLog } from '../observability/log';
import { pause } from '../event-store/reachable';

import { observeRequests } from './observe-requests';
import { ProblemFilter } from './problem.filter';
import { currentCorrelationId, currentSignal } from './request-scope';

const NAME = 'Ann-Kathrin "Kat" Olsen';

@Controller('api')
class TryingController {
  static readonly gone: string[] = [];
  static waiting: (() => void) | undefined;

  @Post('break')
  break(@Body() { name }: { name: string }): never {
    throw new Error(`no room for ${name} <${name}@x.example>`);
  }

  @Post('scope')
  scope(): { id: string | undefined } {
    return { id: currentCorrelationId() };
  }

  @Get('wait')
  async wait(): Promise<void> {
    TryingController.waiting?.();
    await pause(60_000, currentSignal());
    TryingController.gone.push(String(currentSignal().reason));
  }
}

class TryingModule {}

describe('an observed request', () => {
  let app: NestFastifyApplication;
  const lines: string[] = [];
  const fits = (text: string) => lines.filter((line) => line.includes(text));
  beforeAll(async () => {
    const log = new PinoLog(createLog('test', 'trace', { write: (line) => lines.push(line) }));
    const adapter = new FastifyAdapter({
      loggerInstance: log.pino,
      logController: new LogController({ disableRequestLogging: true }),
      genReqId: () => randomUUID(),
    });
    const providers = [{ provide: APP_FILTER, useClass: ProblemFilter }];
    const root = { module: TryingModule, controllers: [TryingController], providers };
    app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger: log });
    observeRequests(app.getHttpAdapter().getInstance(), log.pino);
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());
  const http = () => request(app.getHttpServer());

  it('that breaks is logged with its stack and its id, without what was sent', async () => {
    const { body } = await http().post('/api/break?who=Olsenbande').send({ name: NAME }).expect(500);
    expect(body.type).toBe('internal-error');
    const [line = '{}', ...others] = fits('no room for');
    expect(others).toEqual([]);
    expect(JSON.parse(line)).toMatchObject({ level: 'error', part: 'http', origin: 'POST /api/break' });
    expect(JSON.parse(line).stack).toContain('no room for [redacted] <');
    expect(JSON.parse(line).stack).toContain('TryingController.break');
    expect(lines.join('')).not.toContain('Olsen');
    const answered = fits('"answered"')
      .map((one) => JSON.parse(one))
      .at(-1);
    expect(answered).toMatchObject({ route: '/api/break', status: 500, correlationId: JSON.parse(line).correlationId });
  });

  it('of a broken body is not quoted either', async () => {
    await http().post('/api/break').set('Content-Type', 'application/json').send(`{"name": ${NAME}`).expect(400);
    expect(lines.join('')).not.toContain('Olsen');
  });

  it('keeps its id from the headers through the body to the handler', async () => {
    const own = await http()
      .post('/api/scope')
      .send({ some: 'x'.repeat(100_000) })
      .expect(201);
    expect(own.body.id).toMatch(/^[0-9a-f-]{36}$/);
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const given = await http().post('/api/scope').set('traceparent', traceparent).send({}).expect(201);
    expect(given.body.id).toBe('4bf92f35-77b3-4da6-a3ce-929d0e0e4736');
    const forged = await http().post('/api/scope').set('traceparent', `${traceparent}\tx`).send({}).expect(201);
    expect(forged.body.id).not.toBe(given.body.id);
  });

  it('whose client goes away is told so, and waits no longer', async () => {
    const began = new Promise<void>((resolve) => (TryingController.waiting = resolve));
    const { port } = app.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /api/wait HTTP/1.1\r\nHost: x\r\n\r\n');
    await began;
    socket.destroy();
    while (TryingController.gone.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(TryingController.gone).toEqual(['Error: the client went away']);
    while (fits('499').length === 0) await new Promise((resolve) => setImmediate(resolve));
  });

  it('for an address that is none has no route, whatever the address', async () => {
    await http().get(`/${NAME.length}/ann@x.example`).expect(404);
    expect(JSON.parse(fits('"answered"').at(-1) ?? '{}')).toMatchObject({ route: 'none', status: 404 });
  });
});
