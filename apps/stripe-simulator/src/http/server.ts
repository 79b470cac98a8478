import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { parse } from 'qs';

import { StripeFault } from '../stripe/fault';
import { stripeId } from '../stripe/ids';
import type { World } from '../world';

import { authenticate } from './authentication';
import { Executor, type Answer } from './execute';
import type { Gate, Misfortune } from './gate';
import type { Route } from './route';

const DEPTH = 20;
const header = (request: FastifyRequest, name: string): string | undefined => request.headers[name]?.toString();

/** The API of `/v1`, as the `stripe` client speaks to it: form-encoded in, JSON out. */
export const stripeServer = (
  world: World,
  routes: readonly Route[],
  gate: Gate,
  changed: () => void,
): FastifyInstance => {
  const executor = new Executor(world);
  const server = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );

  const handle = async (route: Route, request: FastifyRequest, misfortune: Misfortune | undefined): Promise<Answer> => {
    const account = authenticate(world, header(request, 'authorization'), header(request, 'stripe-account'));
    if (request.body !== undefined && typeof request.body !== 'string') {
      throw new StripeFault(400, 'invalid_request_error', 'The body must be form-encoded, not JSON.');
    }
    const body = request.body ?? '';
    const query = request.url.split('?')[1] ?? '';
    const key = header(request, 'idempotency-key') ?? null;
    if (key !== null && key.length > 255) {
      throw new StripeFault(400, 'idempotency_error', 'Idempotency keys are 255 characters at most.');
    }
    const hold = misfortune === 'hold' ? () => gate.hold() : () => Promise.resolve();
    return executor.execute(
      route,
      {
        account,
        url: request.url,
        path: request.params as Record<string, string>,
        parameters: parse(route.method === 'POST' ? body : query, {
          depth: DEPTH,
          arrayLimit: 100,
          plainObjects: true,
        }),
        body,
        idempotencyKey: key,
      },
      hold,
    );
  };

  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const misfortune = gate.next(`${route.method} ${route.path}`);
        if (misfortune === 'drop-request') return drop(reply);
        if (misfortune === 'error-500') {
          throw new StripeFault(500, 'api_error', 'An unknown error occurred (ordered by the control port).');
        }
        const answer = await handle(route, request, misfortune);
        changed();
        if (misfortune === 'drop-response') return drop(reply);
        reply
          .code(answer.status)
          .headers({ 'request-id': answer.request, ...echo(request) })
          .headers(answer.replayed ? { 'idempotent-replayed': 'true', 'original-request': answer.request } : {});
        return answer.body;
      },
    });
  }

  server.setNotFoundHandler((request, reply) =>
    fail(
      request,
      reply,
      new StripeFault(404, 'invalid_request_error', `Unrecognized request URL (${request.method}: ${request.url}).`),
    ),
  );
  server.setErrorHandler((error, request, reply) => fail(request, reply, error));
  return server;
};

const echo = (request: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    ['stripe-version', 'stripe-account', 'idempotency-key'].flatMap((name) => {
      const value = header(request, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

const drop = (reply: FastifyReply): FastifyReply => {
  reply.hijack();
  reply.raw.destroy();
  return reply;
};

const fail = (request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply => {
  const fault =
    error instanceof StripeFault
      ? error
      : statusOf(error) < 500
        ? new StripeFault(
            statusOf(error),
            'invalid_request_error',
            'The request could not be read: it must be form-encoded.',
          )
        : new StripeFault(500, 'api_error', 'The simulator has a fault of its own.');
  if (fault.status >= 500 && fault !== error) console.error(error);
  return reply
    .code(fault.status)
    .headers({ 'request-id': stripeId('req'), ...echo(request) })
    .send(fault.body());
};

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
