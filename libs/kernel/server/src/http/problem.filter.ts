import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { metrics } from '../observability/metrics';

import { ProblemError, problemOf } from './problem-of';

/** Every error leaves as a problem document; what nobody foresaw is logged with its stack and told without it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const { problem, kind } = problemOf(error);
    const where = `${request.method} ${request.routeOptions?.url ?? ''}`;
    if (kind === 'unreachable') this.log.warn(`${where}: ${String(error)}`);
    if (kind === 'fault') this.log.error(where, error instanceof Error ? error.stack : String(error));
    if (kind === 'unreachable') metrics.storeErrors.inc({ store: 'any', kind: 'unreachable' });
    if (reply.sent) return;
    const retryAfter = error instanceof ProblemError ? error.retryAfter : problem.status === 503 ? 1 : undefined;
    if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
    // an upload that is refused half-way is not read to its end: the connection can't be used again
    if (problem.status >= 400 && !request.raw.complete && request.method !== 'GET')
      void reply.header('Connection', 'close');
    void reply
      .status(problem.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }
}
