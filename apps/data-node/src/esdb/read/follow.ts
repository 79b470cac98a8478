import { randomUUID } from 'node:crypto';

import type { EventLog } from '../log/event-log.js';
import { caughtUpMessage, confirmationMessage, fellBehindMessage } from './messages.js';
import { type ReadCall, send } from './pump.js';
import type { SliceReader } from './slice.js';

export interface Followed extends SliceReader {
  /** How far a filtered reader got, if the client should know. */
  checkpoint?(): Buffer | undefined;
}

/**
 * A subscription: reads to the end of the log, then on whenever there is more. Live events are read from the log like
 * old ones, so that nothing is lost or sent twice between the two, and a client that can't keep up costs no memory.
 */
export async function follow<Request>(
  call: ReadCall<Request>,
  log: EventLog,
  reader: Followed,
  checkOpen: () => void = () => undefined,
): Promise<void> {
  let open = await send(call, [confirmationMessage(randomUUID())]);
  let live = false;
  while (open) {
    const seen = log.committed; // before reading: what is committed meanwhile must wake us
    checkOpen();
    const { messages, end } = reader.next();
    if (!end && live) {
      live = false;
      open = await send(call, [fellBehindMessage()]);
    }
    open = open && (await send(call, messages));
    if (!end || !open) continue;
    if (!live) {
      live = true;
      const checkpoint = reader.checkpoint?.();
      open = await send(call, checkpoint === undefined ? [caughtUpMessage()] : [checkpoint, caughtUpMessage()]);
    }
    if (open) open = await moreOrOver(call, log, seen);
  }
}

/** Resolves true when there are events beyond `position`, false when the call is over. */
function moreOrOver<Request>(call: ReadCall<Request>, log: EventLog, position: number): Promise<boolean> {
  return new Promise((resolve) => {
    const over = (): void => settle(false);
    const settle = (more: boolean): void => {
      stopWaiting();
      for (const event of ['cancelled', 'close', 'finish']) call.removeListener(event, over);
      resolve(more);
    };
    for (const event of ['cancelled', 'close', 'finish']) call.on(event, over);
    const stopWaiting = log.whenBeyond(position, () => settle(true));
    if (call.cancelled || call.writableEnded || call.destroyed) over();
  });
}
