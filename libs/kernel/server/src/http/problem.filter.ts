import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError, type RefusalKind } from '@max/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';

import { isUnreachable } from '../event-store/reachable';
import { FileMissing } from '../files/files';
import { ViewBehind } from '../projections/view-behind';

import { InvalidRequest } from './invalid-request';
import type { Problem } from './problem';

const STATUS_OF: Readonly<Record<RefusalKind, number>> = {
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  invalid: 422,
};

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid-request',
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  409: 'conflict',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

/** Every error leaves as a problem document; what nobody foresaw is logged with its stack and told without it. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = this.problemOf(error, `${request.method} ${request.routeOptions?.url ?? ''} ${request.id}`);
    if (reply.sent) return;
    if (problem.status === 503) void reply.header('Retry-After', '1');
    // an upload that is refused half-way is not read to its end: the connection can't be used again
    if (problem.status >= 400 && !request.raw.complete && request.method !== 'GET')
      void reply.header('Connection', 'close');
    void reply
      .status(problem.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }

  private problemOf(error: unknown, where: string): Problem {
    if (error instanceof DomainError) {
      // a detail must not pass for one of the document's own members
      return { ...error.details, ...problem(STATUS_OF[error.kind], error.message, error.type) } as Problem;
    }
    if (error instanceof InvalidRequest) return { ...problem(400, error.message), errors: [...error.errors] };
    if (error instanceof ViewBehind) return problem(503, error.message, 'view-behind');
    if (error instanceof FileMissing) return problem(404, error.message, 'file-missing');
    const status = statusOf(error);
    if (status !== undefined && status < 500) return problem(status, (error as Error).message, slugOf(error));
    if (isUnreachable(error)) {
      this.log.warn(`${where}: ${String(error)}`);
      return problem(
        503,
        'a part of Max Booster is restarting; nothing was half-done, try again',
        'temporarily-unavailable',
      );
    }
    this.log.error(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return problem(500, 'something went wrong on our side; it has been recorded', 'internal-error');
  }
}

const problem = (status: number, detail: string, type = TYPES[status] ?? 'error'): Problem => ({
  type,
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
});

/** Nest's exceptions and Fastify's own errors (a body too large, a broken multipart) both know their status. */
const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
};

const slugOf = (error: unknown): string | undefined => {
  const body = error instanceof HttpException ? error.getResponse() : undefined;
  const type = typeof body === 'object' ? (body as { type?: unknown }).type : undefined;
  return typeof type === 'string' ? type : undefined;
};
