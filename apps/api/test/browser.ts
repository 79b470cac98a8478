import { emailOf, PASSWORD, type TestUser } from './start-api';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

const answerOf = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : {} };
};

const request = async (
  base: string,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer> => {
  const raw = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  const content = raw === undefined ? {} : { 'content-type': 'application/json', body: raw };
  const { body: payload, ...type } = { body: undefined, ...content };
  return answerOf(
    await fetch(`${base}${path}`, { method, headers: { ...type, ...headers }, ...(payload ? { body: payload } : {}) }),
  );
};

/** Requests to a program over its address, as nobody. */
export const visitor =
  (base: string): Send =>
  (method, path, body, headers = {}) =>
    request(base, method, path, body, headers);

/** Signs in and sends the session and its CSRF token with every request. */
export const signIn = async (base: string, user: TestUser): Promise<{ send: Send; cookies: string[] }> => {
  const { headers } = await visitor(base)('POST', '/api/v1/auth/login', { email: emailOf(user), password: PASSWORD });
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const token = /XSRF-TOKEN=(.+)/.exec(cookies.find((one) => one.startsWith('XSRF')) ?? '')?.[1] ?? '';
  const own = { cookie: cookies.join('; '), 'x-xsrf-token': token };
  return { cookies, send: (method, path, body, more = {}) => request(base, method, path, body, { ...own, ...more }) };
};
