import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ServerWritableStream } from '@grpc/grpc-js';

/** A server-streaming call whose answers are already serialized. */
export type ReadCall<Request> = ServerWritableStream<Request, Buffer>;

/**
 * Writes messages and resolves when the client has taken them, so that a slow client holds back its reader instead of
 * filling the node's memory. Resolves false if the call is over.
 */
export async function send<Request>(call: ReadCall<Request>, messages: readonly Buffer[]): Promise<boolean> {
  let flowing = true;
  for (const message of messages) {
    if (call.cancelled || call.writableEnded || call.destroyed) return false;
    flowing = call.write(message);
  }
  await (flowing ? nextTurn() : drained(call)); // either way the other calls get their turn
  return !call.cancelled && !call.writableEnded && !call.destroyed;
}

function drained<Request>(call: ReadCall<Request>): Promise<void> {
  return new Promise((resolve) => {
    const events = ['drain', 'cancelled', 'close', 'error', 'finish'];
    const settle = (): void => {
      for (const event of events) call.removeListener(event, settle);
      resolve();
    };
    for (const event of events) call.on(event, settle);
  });
}
