import { context, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

import { metrics } from '../observability/metrics';
import { keepFromLog } from '../observability/sensitive';
import { startSpan } from '../observability/trace';
import { parseTraceparent, spanIdOf } from '../observability/trace-ids';

import type { Authenticated } from './access';
import { runInScope, type RequestScope } from './request-scope';

interface Running {
  readonly scope: RequestScope;
  readonly span: Span;
  readonly start: number;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** The client went away before it was answered (nginx's number for it). */
const CLIENT_CLOSED = 499;

/** The template of the route: ids in addresses never become labels or log text. What is no route of ours is `web`. */
const routeOf = ({ routeOptions }: FastifyRequest): string => {
  const url = routeOptions?.url;
  if (url === undefined) return 'none';
  return /^\/(api\/|health|metrics|api-docs)/.test(url) ? url : 'web';
};

/**
 * Gives every request its scope (correlation id, a signal for when the client goes away), its span, its figures and one
 * line in the log. A `traceparent` that comes with it decides the correlation id.
 */
export const observeRequests = (fastify: FastifyInstance, log: Logger): void => {
  const running = new WeakMap<FastifyRequest, Running>();
  const enter = (request: FastifyRequest, done: () => void): void => {
    const { scope, span } = running.get(request) ?? begin(request);
    runInScope(scope, () => context.with(trace.setSpan(context.active(), span), done));
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    const begun = begin(request);
    running.set(request, begun);
    // also when the client has gone and nothing more can be sent
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) begun.abort.abort(new Error('the client went away'));
      runInScope(begun.scope, () => end(begun, request, reply, log));
    });
    enter(request, done);
  });
  // the body is read in another async context than the one the request began in
  fastify.addHook('preValidation', (request, _reply, done) => {
    keepFromLog(running.get(request)?.scope, [request.body, request.query, Object.values(request.cookies ?? {})]);
    enter(request, done);
  });
};

const begin = (request: FastifyRequest): Running & { abort: AbortController } => {
  const id = String(request.id);
  const came = parseTraceparent(request.headers['traceparent']);
  const correlationId = came?.correlationId ?? id;
  const abort = new AbortController();
  const route = `${methodOf(request)} ${routeOf(request)}`;
  const scope = { correlationId, signal: abort.signal, origin: route };
  keepFromLog(scope, [request.headers.cookie, request.headers.authorization, request.headers['idempotency-key']]);
  const span = startSpan(
    route,
    { 'http.request.method': methodOf(request), 'http.route': routeOf(request) },
    { correlationId, ...(came ? { spanId: came.parentSpanId } : {}) },
    { spanId: spanIdOf(id) },
  );
  return { scope, span, abort, start: performance.now() };
};

const end = ({ span, start }: Running, request: FastifyRequest & Authenticated, reply: FastifyReply, log: Logger) => {
  const seconds = (performance.now() - start) / 1_000;
  const status = reply.raw.writableFinished ? reply.statusCode : CLIENT_CLOSED;
  const labels = { method: methodOf(request), route: routeOf(request), status: String(status) };
  metrics.http.observe(labels, seconds);
  span.setAttribute('http.response.status_code', status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
  const ms = Math.round(seconds * 1_000);
  const user = request.user?.id;
  log.info({ part: 'http', ...labels, status, ms, ...(user === undefined ? {} : { user }) }, 'answered');
};

const methodOf = ({ method }: FastifyRequest): string => (METHODS.has(method) ? method : 'OTHER');
