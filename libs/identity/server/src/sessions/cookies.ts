import type { FastifyReply, FastifyRequest } from 'fastify';
import '@fastify/cookie';

import { SESSION_HOURS } from './sessions';

/** Angular's own names, so that its HTTP client sends the header by itself. */
export const CSRF_COOKIE = 'XSRF-TOKEN';
export const CSRF_HEADER = 'x-xsrf-token';

const SESSION_COOKIE = 'max_session';
const maxAge = SESSION_HOURS * 3_600;

export const sessionTokenOf = (request: FastifyRequest): string | undefined => request.cookies[SESSION_COOKIE];

/** The session's cookie is for the server alone; the CSRF cookie is readable by our own pages. */
export const setCookies = (
  reply: FastifyReply,
  opened: { token: string; csrfToken: string },
  secure: boolean,
): void => {
  const common = { path: '/', sameSite: 'lax', secure, maxAge } as const;
  void reply.setCookie(SESSION_COOKIE, opened.token, { ...common, httpOnly: true });
  void reply.setCookie(CSRF_COOKIE, opened.csrfToken, { ...common, httpOnly: false });
};

export const clearCookies = (reply: FastifyReply): void => {
  void reply.clearCookie(SESSION_COOKIE, { path: '/' });
  void reply.clearCookie(CSRF_COOKIE, { path: '/' });
};
