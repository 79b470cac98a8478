import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What of a request decides whether it may see the figures. */
export interface Asking {
  readonly headers: IncomingHttpHeaders;
  /** The peer of the connection itself, never what a header claims. */
  readonly peer: string | undefined;
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
const PROXIES = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Figures are never public. With a token: who sends it as `Authorization: Bearer`. Without one: only this machine, and
 * nobody through a proxy that runs on it.
 */
export const maySeeMetrics = ({ headers, peer }: Asking, token: string | undefined): boolean => {
  if (token === undefined) return LOOPBACK.test(peer ?? '') && PROXIES.every((name) => headers[name] === undefined);
  const [, given] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
};
