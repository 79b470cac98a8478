import { HttpErrorResponse } from '@angular/common/http';

/** One field that was refused, by its path in the request: `shares.0.percent`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** An RFC 9457 problem document, as the API answers every error, and as we put our own (no answer at all: status 0). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string | null;
  readonly errors: readonly FieldProblem[];
  /** Extension members, such as the id of the statement that is known already. */
  readonly extra: Readonly<Record<string, unknown>>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const fieldProblems = (value: unknown): FieldProblem[] =>
  Array.isArray(value)
    ? value
        .filter(isRecord)
        .map((e) => ({ field: text(e['field']) ?? '', message: text(e['message']) ?? 'Not valid.' }))
    : [];

/** A body may come as text (a download, an event of an upload) though it is JSON. */
const parsed = (body: unknown): unknown => {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
};

const TITLES: Readonly<Record<number, string>> = {
  0: 'No answer from the server',
  401: 'You are signed out',
  403: 'You may not do this',
  404: 'Not found',
  409: 'Not in this state',
  413: 'Too large',
  429: 'Too many attempts',
  503: 'Not ready yet',
};

const DETAILS: Readonly<Record<number, string>> = {
  0: 'The connection is down or the server is restarting. Nothing was lost; try again in a moment.',
};

/** Makes a problem of whatever was thrown; never throws itself. */
export const toProblem = (error: unknown): Problem => {
  if (!(error instanceof HttpErrorResponse)) {
    const detail = error instanceof Error ? error.message : String(error);
    return { type: 'about:blank', title: 'Something went wrong', status: -1, detail, errors: [], extra: {} };
  }
  const body = parsed(error.error);
  const document = isRecord(body) ? body : {};
  const { type, title, status: _status, detail, errors, ...extra } = document;
  return {
    type: text(type) ?? 'about:blank',
    title: text(title) ?? TITLES[error.status] ?? `Error ${error.status}`,
    status: error.status,
    detail: text(detail) ?? DETAILS[error.status] ?? null,
    errors: fieldProblems(errors),
    extra,
  };
};

/** The stable last part of a problem type: `https://…/problems/maker-is-checker` and `maker-is-checker` are the same. */
export const problemKind = (problem: Problem): string => problem.type.split(/[/:#]/).at(-1) ?? problem.type;
