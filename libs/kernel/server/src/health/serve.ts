import { HttpException } from '@nestjs/common';
import type { HealthCheckResult } from '@nestjs/terminus';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { registry } from '../observability/metrics';
import { maySeeMetrics } from '../observability/metrics-access';

import type { Health } from './health';

/** What a check that found a part down threw, or `undefined` for another error. */
export const readinessOf = async (
  health: Pick<Health, 'check'>,
): Promise<{ status: number; body: HealthCheckResult }> => {
  try {
    return { status: 200, body: await health.check() };
  } catch (error) {
    if (!(error instanceof HttpException)) throw error;
    return { status: error.getStatus(), body: error.getResponse() as HealthCheckResult };
  }
};

/**
 * Health and figures of a program that serves nothing else: /health/live, /health/ready, /metrics.
 * @returns the port, and what closes it
 */
export const serveHealth = async (
  health: Pick<Health, 'check'>,
  { host, port }: { host: string; port: number },
  metricsToken: string | undefined,
): Promise<{ port: number; close(): Promise<void> }> => {
  const server = createServer((request, reply) => {
    void answer(health, metricsToken, request, reply).catch(() => send(reply, 500, {}));
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
};

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const answer = async (
  health: Pick<Health, 'check'>,
  token: string | undefined,
  request: IncomingMessage,
  reply: ServerResponse,
): Promise<void> => {
  const path = request.url?.split('?')[0];
  if (request.method !== 'GET') return send(reply, 405, { type: 'method-not-allowed' });
  if (path === '/health/live') return send(reply, 200, { status: 'ok' });
  if (path === '/health/ready') {
    const { status, body } = await readinessOf(health);
    return send(reply, status, body);
  }
  if (path !== '/metrics') return send(reply, 404, { type: 'not-found' });
  if (!maySeeMetrics({ headers: request.headers, peer: request.socket.remoteAddress }, token))
    return send(reply, 401, { type: 'not-allowed' });
  reply.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
};

const send = (reply: ServerResponse, status: number, body: object): void => {
  if (!reply.headersSent) reply.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  reply.end(JSON.stringify(body));
};
