import { HttpException } from '@nestjs/common';
import { DomainError, type RefusalKind } from '@max/kernel';
import { STATUS_CODES } from 'node:http';

import { RevisionConflict } from '../event-store/event-store';
import { isUnreachable } from '../event-store/reachable';
import { UnreadableEvent } from '../events/unreadable-event';
import { FileMissing } from '../files/files';
import { ViewBehind } from '../projections/view-behind';

import { InvalidRequest } from './invalid-request';
import type { Problem } from './problem';

/** An error that is a problem document already, such as a kept answer. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    /** Seconds for the `Retry-After` header. */
    readonly retryAfter?: number,
  ) {
    super(problem.detail);
  }
}

/** `foreseen` is part of the interface; `unreachable` passes by itself; `fault` is ours and has to be looked at. */
export type ErrorKind = 'foreseen' | 'unreachable' | 'fault';

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

const RESTARTING = 'a part of Max Booster is restarting; nothing was half-done, try again';

/** The problem document that tells of an error; of a fault of ours it tells nothing but that. */
export const problemOf = (error: unknown): { problem: Problem; kind: ErrorKind } => {
  const foreseen = foreseenProblem(error);
  if (foreseen) return { problem: foreseen, kind: 'foreseen' };
  if (isUnreachable(error))
    return { problem: problem(503, RESTARTING, 'temporarily-unavailable'), kind: 'unreachable' };
  if (error instanceof UnreadableEvent) return { problem: unreadable(error), kind: 'fault' };
  return {
    problem: problem(500, 'something went wrong on our side; it has been recorded', 'internal-error'),
    kind: 'fault',
  };
};

const foreseenProblem = (error: unknown): Problem | undefined => {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof DomainError) {
    // a detail must not pass for one of the document's own members
    return { ...error.details, ...problem(STATUS_OF[error.kind], error.message, error.type) } as Problem;
  }
  if (error instanceof RevisionConflict) return conflict(error);
  if (error instanceof InvalidRequest) return { ...problem(400, error.message), errors: [...error.errors] };
  if (error instanceof ViewBehind) return problem(503, error.message, 'view-behind');
  if (error instanceof FileMissing) return problem(404, error.message, 'file-missing');
  const status = statusOf(error);
  if (status === undefined || (status >= 500 && slugOf(error) === undefined)) return undefined;
  return problem(status, (error as Error).message, slugOf(error));
};

/** An append that somebody else was faster than, with the revision that the thing has now. */
const conflict = ({ stream, actual }: RevisionConflict): Problem => ({
  ...problem(409, 'somebody else changed this at the same moment; look again and repeat', 'concurrency-conflict'),
  stream,
  revision: actual,
});

/** Nothing was decided: the record says something that this version does not understand, and that may matter. */
const unreadable = ({ message, stream, revision, type: eventType }: UnreadableEvent): Problem => ({
  ...{ stream, revision, eventType },
  ...problem(500, message, 'unreadable-event'),
  title: 'The log holds an event that this version can not read',
});

export const problem = (status: number, detail: string, type = TYPES[status] ?? 'error'): Problem => ({
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
