import { createHash, timingSafeEqual } from 'node:crypto';

import { Metadata, ServerInterceptingCall, type ServerInterceptor, status, type StatusObject } from '@grpc/grpc-js';

/** Passwords by name. */
export type Accounts = ReadonlyMap<string, string>;

/**
 * Lets only calls with a known name and password through, as the client sends them: HTTP Basic in each call. `open`
 * are the paths that need none. As in EventStoreDB, a call without credentials is denied and one with wrong ones is
 * not authenticated; the client makes AccessDeniedError of both.
 */
export function signIn(accounts: Accounts, open: ReadonlySet<string>): ServerInterceptor {
  return (method, call) =>
    open.has(method.path)
      ? new ServerInterceptingCall(call)
      : new ServerInterceptingCall(call, {
          start: (next) =>
            next({
              onReceiveMetadata: (metadata, pass) => {
                const refusal = refusalOf(accounts, metadata);
                if (refusal === undefined) pass(metadata);
                else call.sendStatus(refusal);
              },
            }),
        });
}

function refusalOf(accounts: Accounts, metadata: Metadata): StatusObject | undefined {
  const [header] = metadata.get('authorization');
  const trailers = new Metadata();
  trailers.set('exception', 'access-denied');
  if (header === undefined) return { code: status.PERMISSION_DENIED, details: 'Access Denied', metadata: trailers };
  if (isKnown(accounts, header.toString())) return undefined;
  return { code: status.UNAUTHENTICATED, details: 'Name or password are wrong.', metadata: new Metadata() };
}

function isKnown(accounts: Accounts, header: string): boolean {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
  const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  const expected = accounts.get(name);
  return expected !== undefined && timingSafeEqual(digest(expected), digest(password));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
